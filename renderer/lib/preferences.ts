import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How a grid stands at one place. */
export interface GridLayout {
  readonly order: readonly string[];
  /** Pixels by column. */
  readonly widths: Readonly<Record<string, number>>;
}

interface Preferences {
  readonly grids: Readonly<Record<string, GridLayout>>;
  /** Width in pixels of the pane at a place. */
  readonly panes: Readonly<Record<string, number>>;
  readonly lastStack: string | undefined;
  readonly setGrid: (place: string, layout: GridLayout) => void;
  readonly setPane: (place: string, width: number) => void;
  readonly setLastStack: (file: string) => void;
}

/** What this window's user likes; nothing of the core. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      grids: {},
      panes: {},
      lastStack: undefined,
      setGrid: (place, layout) => set(({ grids }) => ({ grids: { ...grids, [place]: layout } })),
      setPane: (place, width) => set(({ panes }) => ({ panes: { ...panes, [place]: width } })),
      setLastStack: (lastStack) => set({ lastStack }),
    }),
    { name: 'stackyard.preferences', version: 1 },
  ),
);
