import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How a grid stands at one place. */
export interface GridLayout {
  readonly order: readonly string[];
  /** Pixels by column. */
  readonly widths: Readonly<Record<string, number>>;
}

export type Density = 'compact' | 'usual' | 'roomy';

interface Preferences {
  readonly grids: Readonly<Record<string, GridLayout>>;
  /** Width in pixels of the pane at a place. */
  readonly panes: Readonly<Record<string, number>>;
  /** How close the rows of tables are. */
  readonly density: Density;
  readonly lastStack: string | undefined;
  readonly setGrid: (place: string, layout: GridLayout) => void;
  readonly setPane: (place: string, width: number) => void;
  readonly setDensity: (density: Density) => void;
  readonly setLastStack: (file: string) => void;
}

/** What this window's user likes; nothing of the core. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      grids: {},
      panes: {},
      density: 'usual',
      lastStack: undefined,
      setGrid: (place, layout) => set(({ grids }) => ({ grids: { ...grids, [place]: layout } })),
      setPane: (place, width) => set(({ panes }) => ({ panes: { ...panes, [place]: width } })),
      setDensity: (density) => set({ density }),
      setLastStack: (lastStack) => set({ lastStack }),
    }),
    { name: 'stackyard.preferences', version: 1 },
  ),
);
