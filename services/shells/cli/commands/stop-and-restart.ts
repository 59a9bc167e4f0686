import type { CommandContext } from '../context.ts';
import { showProgress } from '../progress/show-progress.ts';
import { count, formatSeconds } from '../terminal/quantities.ts';

export async function down(context: CommandContext, services: readonly string[]): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const { steps, seconds } = await showProgress(context, core.down({ file, services, signal: context.signal }));
  if (context.json || context.signal.aborted) return;
  await context.stdout.line(steps === 0 ? 'Nothing to do: nothing of it runs.' : `Stopped and removed: ${count(steps, 'step')} in ${formatSeconds(seconds)}. Volumes are kept.`);
}

export async function restart(context: CommandContext, services: readonly string[]): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const { steps, seconds } = await showProgress(context, core.restart({ file, services, signal: context.signal }));
  if (!context.json && !context.signal.aborted) await context.stdout.line(`Restarted: ${count(steps, 'step')} in ${formatSeconds(seconds)}.`);
}
