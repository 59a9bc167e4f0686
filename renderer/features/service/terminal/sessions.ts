import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { CoreClient } from '../../../../services/contract/client.ts';
import { createSession, type TerminalSession } from './session.ts';

/** A terminal that was opened in this tab of the browser. */
export interface OpenTerminal {
  readonly id: string;
  readonly file: string;
  readonly service: string;
  readonly replica: number;
  /** Counts per service, for its name. */
  readonly number: number;
}

interface Terminals {
  readonly open: readonly OpenTerminal[];
  readonly add: (terminal: Omit<OpenTerminal, 'number'>) => void;
  readonly remove: (id: string) => void;
}

/** Kept for the life of the browser's tab: after a reload the same terminals go on. */
export const useTerminals = create<Terminals>()(
  persist(
    (set) => ({
      open: [],
      add: (terminal) => set(({ open }) => ({ open: [...open, { ...terminal, number: 1 + Math.max(0, ...open.filter(({ file, service }) => file === terminal.file && service === terminal.service).map(({ number }) => number)) }] })),
      remove: (id) => set(({ open }) => ({ open: open.filter((each) => each.id !== id) })),
    }),
    { name: 'stackyard.terminals', version: 1, storage: createJSONStorage(() => sessionStorage) },
  ),
);

const sessions = new Map<string, TerminalSession>();

/** The session of a terminal, made when it is first shown. */
export function sessionOf(core: CoreClient, id: string): TerminalSession {
  const known = sessions.get(id);
  if (known !== undefined) return known;
  const session = createSession(core, id);
  sessions.set(id, session);
  return session;
}

/** Takes a terminal off the screen; its program is ended by the core. */
export function endSession(id: string): void {
  sessions.get(id)?.dispose();
  sessions.delete(id);
  useTerminals.getState().remove(id);
}
