import type { Progress } from '../../../contract/results.ts';
import type { CommandContext } from '../context.ts';
import { printItem } from '../print-json.ts';
import type { ProgressDisplay } from './display.ts';

/** What a run came to. */
export interface Outcome {
  readonly steps: number;
  readonly seconds: number;
  /** Last known state of each service that was heard of. */
  readonly states: ReadonlyMap<string, string>;
}

async function openDisplay(context: CommandContext): Promise<ProgressDisplay> {
  if (context.json) return { show: (item) => printItem(context, item), [Symbol.asyncDispose]: () => Promise.resolve() };
  if (context.stderr.isTerminal) return (await import('./live.ts')).liveDisplay(context.stderr);
  return (await import('./plain.ts')).plainDisplay(context.stderr);
}

/** Shows a run until it ends: items with --json, a live display on a terminal, lines elsewhere. */
export async function showProgress(context: CommandContext, run: AsyncIterable<Progress>): Promise<Outcome> {
  const startedAt = performance.now();
  const states = new Map<string, string>();
  let steps = 0;
  {
    await using display = await openDisplay(context);
    for await (const item of run) {
      if (item.type === 'step' && item.phase === 'done') {
        steps += 1;
        if (item.step.kind === 'wait-ready' && item.step.service !== undefined) states.set(item.step.service, 'ready');
      }
      if (item.type === 'service') states.set(item.service, item.state);
      await display.show(item);
    }
  }
  return { steps, seconds: (performance.now() - startedAt) / 1000, states };
}
