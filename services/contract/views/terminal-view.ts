import { z } from 'zod';

export const terminalOpenSchema = z.strictObject({
  file: z.string().min(1),
  service: z.string().min(1),
  replica: z.int().min(1).optional(),
  columns: z.int().min(1).max(1_000),
  rows: z.int().min(1).max(1_000),
  /** What runs; a login shell that the image has (bash, else sh) when left out. */
  command: z.array(z.string()).min(1).optional(),
});

/** One item of `terminal.output`. The stream ends after `exitCode`. */
export interface TerminalOutput {
  /** Raw bytes of the terminal as text in Latin-1: one character a byte. */
  readonly bytes: string;
  readonly exitCode?: number;
}
