import { inspectContainer } from '../observe/inspect.ts';
import { labels } from '../types.ts';
import type { EngineClient } from '../types.ts';
import { statusOf } from './engine-error.ts';
import type { JournalEntry, StepJournal } from './types.ts';

export interface Interrupted {
  readonly stack: string;
  /** Journal entries that were started and have neither ended nor failed. */
  readonly unfinished: readonly JournalEntry[];
  /** Told that each of them has ended, so that it is settled once: a second time would stop what runs rightly. */
  readonly journal: StepJournal;
  readonly signal?: AbortSignal;
}

/**
 * Waits out what a killed process had asked the engine for: call it before observing. The engine goes on stopping a container
 * after its client is gone and shows it as `running` until it exits, so that a plan made meanwhile would keep it.
 */
export async function settleInterrupted(client: EngineClient, { stack, unfinished, journal, signal }: Interrupted): Promise<void> {
  const stops = unfinished.filter((entry) => entry.kind === 'stop-container');
  await Promise.all(stops.map(async ({ step }) => finishStop(client, { stack, name: step.slice('stop-container/'.length), ...(signal === undefined ? {} : { signal }) })));
  for (const entry of unfinished) await journal.record({ ...entry, phase: 'failed', message: 'Interrupted: the process ended before the step did.' });
}

async function finishStop(client: EngineClient, { stack, name, signal }: { readonly stack: string; readonly name: string; readonly signal?: AbortSignal }): Promise<void> {
  const cancellable = signal === undefined ? {} : { signal };
  try {
    const found = await inspectContainer(client, name, signal);
    if (found.labels[labels.stack] !== stack || found.state !== 'running') return;
    await client.call({ method: 'POST', path: `/containers/${found.id}/stop`, deadline: 150_000, ...cancellable });
  } catch (error) {
    // 304 and 404: it has ended or is gone, which is what was waited for.
    if (![304, 404].includes(statusOf(error) ?? 0)) throw error;
  }
}
