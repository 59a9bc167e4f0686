import type { LogLine } from '../../../contract/results.ts';
import type { CommandContext } from '../context.ts';
import { batches } from '../log-view/batches.ts';
import { logFormatter } from '../log-view/format-line.ts';
import { lineFilter } from '../log-view/grep.ts';

export interface LogsOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly grep?: RegExp;
  readonly tail?: number;
}

/** Lines shown or filtered in one go. */
const groupSize = 256;

export async function logs(context: CommandContext, services: readonly string[], { follow = false, since, grep, tail }: LogsOptions): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  // The pattern stays here: only lineFilter can stop one that never ends.
  const lines = core.logs({ file, services, follow, signal: context.signal, ...(since === undefined ? {} : { since }), ...(tail === undefined ? {} : { tail }) });
  const keep = grep === undefined ? undefined : lineFilter<LogLine>(grep, (line) => line.text);
  const format = logFormatter(context.stdout.paint);
  for await (const group of batches(lines, groupSize)) {
    const shown = keep === undefined ? group : keep(group);
    if (shown.length > 0) await context.stdout.line(shown.map((line) => (context.json ? JSON.stringify(line) : format(line))).join('\n'));
  }
}
