import { randomUUID } from 'node:crypto';
import { StackyardError, toErrorDocument } from '../../contract/errors.ts';
import type { TerminalOpen } from '../../contract/views/terminal-view.ts';
import { openTerminal } from '../../engine/index.ts';
import type { Session } from '../session.ts';
import { endForSure } from './end-for-sure.ts';
import { runningContainer } from './running-container.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import type { Terminals, TerminalsOptions } from './types.ts';

const mostTerminals = 100;
const usualAbandonMilliseconds = 60_000;
/** How long the end of the core waits for programs that do not end. */
const disposeMilliseconds = 8_000;

/** The terminals of one core. Disposing ends all their programs; the session must still be open then. */
export function createTerminals(session: Session, { abandonMilliseconds = usualAbandonMilliseconds, log = () => undefined }: TerminalsOptions = {}): Terminals & AsyncDisposable {
  const known = new Map<string, Terminal>();
  const ending = new Set<Promise<unknown>>();
  const opening = new Set<Promise<unknown>>();
  const closing = new AbortController();

  const find = (id: string): Terminal => {
    const terminal = known.get(id);
    if (terminal === undefined) throw new StackyardError('NOT_FOUND', 'There is no such terminal any more.', { hint: 'Open another one.' });
    return terminal;
  };
  /** The program must end even where that cannot be done now, so what cannot is tried on. */
  const endInBackground = (terminal: Terminal): void => {
    const work = endForSure(terminal, closing.signal)
      .catch((error: unknown) => {
        log(`a terminal's program was left running: ${toErrorDocument(error).error.message}`);
        terminal.cut();
      })
      .finally(() => ending.delete(work));
    ending.add(work);
  };
  const forget = (id: string, terminal: Terminal): void => {
    known.delete(id);
    terminal.retire();
    endInBackground(terminal);
  };
  /** Those that have ended are kept for who still reads them, but not against a new one. */
  const makeRoom = (): void => {
    const running = [...known.values()].filter((each) => !each.ended).length + opening.size;
    if (running >= mostTerminals) throw new StackyardError('CONFLICT', `${mostTerminals} terminals are open already.`, { hint: 'Close one of them.' });
    const [oldest] = [...known].filter(([, terminal]) => terminal.ended);
    if (known.size + opening.size >= mostTerminals && oldest !== undefined) forget(...oldest);
  };
  const open = async ({ file, service, replica = 1, columns, rows, command }: TerminalOpen): Promise<string> => {
    const { client, container } = await runningContainer(session, { file, service, replica });
    const opened = await openTerminal(client, { container, columns, rows, ...(command === undefined ? {} : { command }) });
    const id = randomUUID();
    const terminal = createTerminal(opened, { abandonMilliseconds, onAbandoned: () => forget(id, terminal), onCut: () => endInBackground(terminal) });
    known.set(id, terminal);
    if (closing.signal.aborted) forget(id, terminal);
    return id;
  };
  const settled = async (): Promise<void> => {
    // What was being opened is then ended as well.
    while (opening.size + ending.size > 0) await Promise.allSettled([...opening, ...ending]);
  };
  return {
    async open(request) {
      if (closing.signal.aborted) throw new StackyardError('CANCELLED', 'Cancelled: the core ends.');
      makeRoom();
      const work = open(request).finally(() => opening.delete(work));
      opening.add(work);
      return { id: await work };
    },
    output: (id, options) => find(id).output(options),
    taken: (id, reader, position) => find(id).taken(reader, position),
    write: async (id, text) => find(id).write(text),
    resize: async (id, size) => find(id).resize(size),
    async close(id) {
      const terminal = find(id);
      known.delete(id);
      terminal.retire();
      try {
        await terminal.end();
      } catch (error) {
        endInBackground(terminal);
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      for (const [id, terminal] of known) forget(id, terminal);
      const gaveUp = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        log(`${ending.size + opening.size} terminals could not be ended in ${disposeMilliseconds / 1_000} s`);
        gaveUp.resolve();
      }, disposeMilliseconds);
      await Promise.race([settled(), gaveUp.promise]);
      clearTimeout(timer);
    },
  };
}
