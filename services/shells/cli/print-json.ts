import type { CommandContext } from './context.ts';

/** The one JSON document of a command. */
export function printDocument({ stdout }: CommandContext, document: unknown): Promise<void> {
  return stdout.line(JSON.stringify(document, null, 2));
}

/** One item of a stream. */
export function printItem({ stdout }: CommandContext, item: unknown): Promise<void> {
  return stdout.line(JSON.stringify(item));
}
