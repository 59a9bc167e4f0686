import type { PlanStepView, Progress } from '../../services/contract/results.ts';
import type { JobBatch } from '../../services/contract/views/job-view.ts';

export type StepPhase = 'planned' | 'started' | 'done' | 'failed' | 'skipped';
export interface StepProgress {
  readonly step: PlanStepView;
  readonly phase: StepPhase;
  readonly message?: string | undefined;
  readonly seconds?: number | undefined;
}
export interface BuildStep {
  readonly at: number;
  readonly of: number;
  /** The instruction: `RUN npm ci`. */
  readonly text: string;
}
export interface LayerProgress {
  readonly image: string;
  readonly layer: string;
  readonly phase: string;
  readonly current?: number | undefined;
  readonly total?: number | undefined;
  /** Of a build: its steps so far, the last being the one it is at. */
  readonly steps?: readonly BuildStep[] | undefined;
}

/** A job as its stream told it so far. */
export interface JobProgress {
  readonly steps: ReadonlyMap<string, StepProgress>;
  readonly layers: ReadonlyMap<string, LayerProgress>;
  readonly notes: readonly string[];
  readonly end?: JobBatch['end'];
}

const nothing: JobProgress = { steps: new Map(), layers: new Map(), notes: [] };

function withStep(before: readonly BuildStep[] | undefined, line: string): readonly BuildStep[] | undefined {
  const [, at, of, text] = /^Step (\d+)\/(\d+) : (.*)/.exec(line) ?? [];
  if (at === undefined || of === undefined || text === undefined) return before;
  // A build that is tried again begins anew.
  return [...(before ?? []).filter((step) => step.at < Number(at)), { at: Number(at), of: Number(of), text }];
}

function applied(progress: JobProgress, item: Progress): JobProgress {
  switch (item.type) {
    case 'plan':
      return { ...progress, steps: new Map(item.steps.map((step) => [step.id, { step, phase: 'planned' as const }])) };
    case 'step': {
      const { step, phase, message, seconds } = item;
      return { ...progress, steps: new Map(progress.steps).set(step.id, { step, phase, message, seconds }) };
    }
    case 'image': {
      const { image, layer = '', phase, current, total } = item;
      const key = `${image} ${layer}`;
      const before = progress.layers.get(key);
      // Later phases come without what the earlier ones told.
      return { ...progress, layers: new Map(progress.layers).set(key, { image, layer, phase, current, total: total ?? before?.total, steps: withStep(before?.steps, phase) }) };
    }
    case 'note':
      return { ...progress, notes: [...progress.notes, item.message] };
    case 'service':
      return progress;
  }
}

export function jobProgress(before: JobProgress | undefined, { items, end }: JobBatch): JobProgress {
  const progress = items.reduce(applied, before ?? nothing);
  return end === undefined ? progress : { ...progress, end };
}
