import { z } from 'zod';

export const terminalOpenSchema = z.strictObject({
  file: z.string().min(1),
  service: z.string().min(1),
  replica: z.int().min(1).optional(),
  columns: z.int().min(1).max(1_000),
  rows: z.int().min(1).max(1_000),
  /** What runs; a shell that the image has (bash, else sh) when left out. No login shell: that would forget the image's PATH. */
  command: z.array(z.string()).min(1).optional(),
});

/** One item of `terminal.output`, at most one in 16 ms and 256 kB. The stream ends after `exitCode`, or fails where the connection was cut. */
export interface TerminalOutput {
  /** Raw bytes of the terminal as text in Latin-1: one character a byte. */
  readonly bytes: string;
  /** So many bytes before these are lost: nobody took them before 1 MB of newer ones had come. */
  readonly skipped?: number;
  /** As a shell tells it: 128 and the signal's number for what a signal ended. */
  readonly exitCode?: number;
}
export type TerminalOpen = z.infer<typeof terminalOpenSchema>;
