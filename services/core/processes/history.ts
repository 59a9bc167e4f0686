import { openStore, type Store } from '../../store/index.ts';
import type { ProcessStatus } from './protocol.ts';

export interface EndedProcess {
  readonly service: string;
  readonly exit: NonNullable<ProcessStatus['lastExit']>;
  /** Milliseconds until it is started again. */
  readonly pause: number;
}

/** The history of host processes. The keeper writes it itself: it lives as long as they do, and no core may be there to watch. */
export interface ProcessHistory extends AsyncDisposable {
  /** One ended by itself. Returns at once; what cannot be written is told to `complain`. */
  ended(process: EndedProcess): void;
}

export function processHistory(state: string, stack: string, complain: (message: string) => void): ProcessHistory {
  let store: Promise<Store> | undefined;
  const open = new Set<Promise<void>>();
  const write = async ({ service, exit, pause }: EndedProcess): Promise<void> => {
    try {
      const { events } = await (store ??= openStore(state));
      const { code, signal, error } = exit;
      const details = { ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }), ...(error === undefined ? {} : { error }), restartSeconds: pause / 1_000 };
      await events.append({ stack, type: 'process.ended', service: service.slice(0, 50), status: 'failed', timestamp: new Date(exit.at), details });
    } catch (error) {
      // The processes matter more than their history, which is tried anew with the next event.
      store = undefined;
      complain(`the end of ${service} is not in the history: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return {
    ended(process) {
      const written = write(process).finally(() => open.delete(written));
      open.add(written);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open);
      await (await store)?.[Symbol.asyncDispose]();
    },
  };
}
