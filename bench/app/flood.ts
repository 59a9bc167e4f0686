import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** After its number; with it a line has one hundred bytes. */
const words = ' INFO a line of a hundred bytes, as a program writes one that has a great deal to say about it all';

export interface Flood {
  /** Lines that were written, once it has ended. */
  readonly lines: Promise<number>;
  end(): Promise<void>;
}

/** The only place that a container whose files are read-only may write to. */
const processFile = '/dev/shm/flood';

/** Numbered lines into the log of a running container, as fast as the engine takes them. */
export function flood(container: string, seconds: number): Flood {
  const command = `echo $$ > ${processFile}; exec timeout ${seconds} seq -f '%09.0f${words}' 1000000000 > /proc/1/fd/1`;
  const lines = run('docker', ['exec', container, 'sh', '-c', command])
    // `timeout` says by its exit code that it ended what it ran.
    .catch((error: unknown) => {
      if (![124, 143].includes((error as { readonly code?: number }).code ?? 0)) throw error;
    })
    .then(async () => {
      const { stdout } = await run('docker', ['logs', '--tail', '1', container]);
      return Number(/^\d{9}/.exec(stdout)?.[0] ?? 0);
    });
  return {
    lines,
    async end() {
      await run('docker', ['exec', container, 'sh', '-c', `kill "$(cat ${processFile})"`]).catch(() => undefined); // it has ended by itself
      await lines;
    },
  };
}
