import type { CommandContext } from '../context.ts';
import { type Outcome, showProgress } from '../progress/show-progress.ts';
import { count, formatSeconds } from '../terminal/quantities.ts';

function summary({ steps, seconds, states }: Outcome): string {
  if (steps === 0) return `Nothing to do: everything runs as written (${formatSeconds(seconds)}).`;
  const ready = [...states.values()].filter((state) => state === 'ready').length;
  return `${ready === 0 ? '' : `${count(ready, 'service')} ready: `}${count(steps, 'step')} in ${formatSeconds(seconds)}.`;
}

export async function up(context: CommandContext, services: readonly string[], options: { readonly pull?: boolean; readonly watch?: boolean }): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const outcome = await showProgress(context, core.up({ file, services, signal: context.signal, pull: options.pull ?? false, watch: options.watch ?? false }));
  if (!context.json && !context.signal.aborted) await context.stdout.line(summary(outcome));
}
