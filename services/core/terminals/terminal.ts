import { once } from 'node:events';
import { StackyardError } from '../../contract/errors.ts';
import type { ContainerTerminal, TerminalSize } from '../../engine/index.ts';
import { createBell } from '../bell.ts';
import { createCredits } from './credits.ts';
import { createFollowers } from './followers.ts';
import { createOutputRing } from './output-ring.ts';
import type { OutputItem, OutputOptions } from './types.ts';
import { endOfTerminal, type Outcome } from './outcome.ts';

/** One terminal between its program and those who look at it. */
export interface Terminal {
  readonly ended: boolean;
  output(options: OutputOptions): AsyncGenerator<OutputItem, void, undefined>;
  taken(reader: string, position: number): void;
  write(text: string): Promise<void>;
  resize(size: TerminalSize): Promise<void>;
  /** Ends the program, with the last of its output taken; rejects where that cannot be done now. */
  end(): Promise<void>;
  /** Nobody will follow any more. */
  retire(): void;
  /** Lets go of the connection, whatever the program does. */
  cut(): void;
}

export interface TerminalOptions {
  readonly abandonMilliseconds: number;
  /** Called once, when nobody has followed it for so long. */
  readonly onAbandoned: () => void;
  /** Called once where the connection was cut though the program may still run. */
  readonly onCut: () => void;
}

const ringBytes = 1024 * 1024;
const itemBytes = 256 * 1024;
const itemMilliseconds = 16;
/** So much may be under way to a reader that says what it has taken: after Ctrl-C it still shows that first. */
const aheadBytes = 256 * 1024;
/** A reader that is further behind holds the program up, which is how terminals keep a fast program from drowning them. */
const largestLag = 512 * 1024;
/** Text that a program does not take is kept up to here. */
const largestBacklog = 4 * 1024 * 1024;
/** Something that left the program's session may hold its terminal open. */
const lastOutputMilliseconds = 1_000;

export function createTerminal(container: ContainerTerminal, { abandonMilliseconds, onAbandoned, onCut }: TerminalOptions): Terminal {
  const { stream } = container;
  const ring = createOutputRing(ringBytes);
  const came = createBell();
  const followers = createFollowers({ abandonMilliseconds, onAbandoned });
  const credits = createCredits(aheadBytes);
  const stopping = new AbortController();
  const finished = new AbortController();
  let outcome: Outcome | undefined;

  const pump = async (): Promise<void> => {
    let cut: unknown;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        ring.put(chunk);
        came.ring();
        await followers.within(ring.end - largestLag, stopping.signal);
      }
    } catch (error) {
      cut = error;
    }
    outcome = await endOfTerminal(container, cut);
    finished.abort();
    came.ring();
    if ('error' in outcome) onCut();
  };
  const pumping = pump();

  // One at a time, so that the last one wanted is the last one set; those between are left out.
  let wanted: TerminalSize | undefined;
  let sizing: Promise<void> | undefined;
  const applySizes = async (): Promise<void> => {
    for (let size = wanted; size !== undefined; size = wanted) {
      wanted = undefined;
      await container.resize(size);
    }
  };
  const mustRun = (): void => {
    if (outcome !== undefined) throw new StackyardError('CONFLICT', 'The program of the terminal has ended.', { hint: 'Open another terminal.' });
  };
  return {
    get ended() {
      return outcome !== undefined;
    },
    taken: (reader, position) => credits.taken(reader, position),
    async *output({ after = 0, reader, signal }) {
      if (!Number.isSafeInteger(after) || after < 0 || after > ring.end) throw new StackyardError('USAGE', 'The place to go on in the terminal is not one that was given.', { hint: 'Begin again without it.' });
      using follower = followers.add(after);
      using credit = reader === undefined ? undefined : credits.begin(reader, after);
      while (!signal.aborted) {
        const most = Math.min(itemBytes, (await credit?.room(follower.position, signal)) ?? itemBytes);
        if (most === 0) return;
        const heard = came.count;
        const { bytes, skipped, next } = ring.read(follower.position, most);
        const end = next === ring.end ? outcome : undefined;
        const exitCode = end !== undefined && 'exitCode' in end ? end.exitCode : undefined;
        if (bytes.length > 0 || skipped > 0 || exitCode !== undefined) {
          const item = { bytes: bytes.toString('latin1'), ...(skipped > 0 ? { skipped } : {}), ...(exitCode === undefined ? {} : { exitCode }) };
          yield { item, position: next };
          follower.moveTo(next);
        }
        if (end !== undefined) {
          if ('error' in end) throw end.error;
          return;
        }
        if (next === ring.end) await came.after(heard, signal);
        await new Promise((resolve) => setTimeout(resolve, itemMilliseconds));
      }
    },
    async write(text) {
      mustRun();
      if (stream.writableLength > largestBacklog) throw new StackyardError('CONFLICT', 'The program in the terminal does not read what is written to it.', { hint: 'Wait for it, or close the terminal.' });
      // What ends the terminal ends the waiting, too: followers are told how it ended.
      if (!stream.write(text, 'utf8')) await once(stream, 'drain', { signal: finished.signal }).catch(() => undefined);
    },
    async resize(size) {
      mustRun();
      wanted = size;
      sizing ??= applySizes().finally(() => {
        sizing = undefined;
      });
      await sizing;
    },
    async end() {
      // A reader that holds the program up must not hold up its end.
      stopping.abort();
      if (outcome === undefined || 'error' in outcome) await container.end();
      const timer = setTimeout(() => stream.destroy(), lastOutputMilliseconds);
      await pumping;
      clearTimeout(timer);
    },
    retire: () => followers.release(),
    cut: () => void stream.destroy(),
  };
}
