import type { TerminalOpen, TerminalOutput } from '../../contract/views/terminal-view.ts';
import type { TerminalSize } from '../../engine/index.ts';

/** Terminals in containers of the stacks. An id that is not known, or no longer, rejects with NOT_FOUND. */
export interface Terminals {
  /** NOT_FOUND, SERVICE_DOWN, UNSUPPORTED (a host process, an image without a shell), CONFLICT (too many are open), or the engine's errors. */
  open(request: TerminalOpen): Promise<{ readonly id: string }>;
  /** From the beginning, or after a `position` that was given: as far as it is kept. Ends with the program; rejects where the connection was cut. */
  output(id: string, options: OutputOptions): AsyncGenerator<OutputItem, void, undefined>;
  /** What a reader has shown, as the `position` up to which it has. */
  taken(id: string, reader: string, position: number): void;
  /** Resolves when the text is on its way: a program that does not read holds the writer up. CONFLICT where it has ended. */
  write(id: string, text: string): Promise<void>;
  resize(id: string, size: TerminalSize): Promise<void>;
  /** Ends the program and all that it started; forgets the terminal. */
  close(id: string): Promise<void>;
}

export interface OutputOptions {
  /** A position that was given; the beginning when left out. */
  readonly after?: number;
  /** Its own name, of a reader that tells by `taken` how far it is: no more than 256 kB are under way to it. Without one the transport alone says. */
  readonly reader?: string;
  readonly signal: AbortSignal;
}

export interface OutputItem {
  readonly item: TerminalOutput;
  /** Count of bytes up to the end of the item. */
  readonly position: number;
}

export interface TerminalsOptions {
  /** How long a terminal that nobody follows is kept, in milliseconds; a minute when left out. */
  readonly abandonMilliseconds?: number;
  /** For programs that could not be ended. */
  readonly log?: (message: string) => void;
}
