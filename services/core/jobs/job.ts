import { asStackyardError, toErrorDocument } from '../../contract/errors.ts';
import type { Progress } from '../../contract/results.ts';
import type { JobBatch, JobRequest, JobView } from '../../contract/views/job-view.ts';
import { createBell } from '../bell.ts';
import { createJobHistory } from './job-history.ts';

/** One piece of work that changes a stack; runs to its end whoever looks on. */
export interface Job {
  readonly view: JobView;
  readonly request: JobRequest;
  readonly running: boolean;
  cancel(): void;
  /** From after that number on, until the job's end. `number` goes back in to resume. */
  follow(after: number, signal: AbortSignal): AsyncGenerator<{ readonly batch: JobBatch; readonly number: number }>;
  /** Resolves at the end, never rejects: the failure is in `view.error`. */
  readonly ended: Promise<void>;
}

export interface JobOptions {
  readonly id: string;
  readonly request: JobRequest;
  readonly stack: string;
  readonly work: (signal: AbortSignal) => AsyncIterable<Progress>;
  readonly onChange: () => void;
}

/** Bytes of a pull change many times a second; followers get them in batches. */
const batchMilliseconds = 40;

export function startJob({ id, request, stack, work, onChange }: JobOptions): Job {
  const cancelling = new AbortController();
  const history = createJobHistory();
  const bell = createBell();
  let view: JobView = { id, file: request.file, stack, verb: request.verb, services: [...(request.services ?? [])], state: 'running', steps: { done: 0, total: 0 }, startedAt: new Date().toISOString() };

  const run = async (): Promise<void> => {
    let end: Partial<JobView> = { state: 'done' };
    try {
      for await (const item of work(cancelling.signal)) {
        history.add(item);
        const next = advanced(view, item);
        if (next !== view) {
          view = next;
          onChange();
        }
        bell.ring();
      }
    } catch (error) {
      const known = asStackyardError(error);
      end = { state: known.code === 'CANCELLED' ? 'cancelled' : 'failed', error: toErrorDocument(known).error as NonNullable<JobView['error']> };
    }
    const { current: _current, ...rest } = view;
    view = { ...rest, ...end, endedAt: new Date().toISOString() };
    bell.ring();
    onChange();
  };
  const ended = run();
  return {
    request,
    ended,
    get view() {
      return view;
    },
    get running() {
      return view.state === 'running';
    },
    cancel: () => cancelling.abort(),
    async *follow(after, signal) {
      let number = after;
      let heard = bell.count;
      for (;;) {
        const { state, error } = view;
        const items = history.after(number);
        number = history.last;
        if (state !== 'running') {
          yield { batch: { items, end: { state, ...(error === undefined ? {} : { error: error as NonNullable<NonNullable<JobBatch['end']>['error']> }) } }, number };
          return;
        }
        if (items.length > 0) yield { batch: { items }, number };
        await bell.after(heard, signal);
        if (signal.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, batchMilliseconds));
        heard = bell.count;
      }
    },
  };
}

function wordsOf(item: Progress): string | undefined {
  switch (item.type) {
    case 'step':
      return item.phase === 'started' ? `${item.step.service ?? item.step.target}: ${item.step.kind.replaceAll('-', ' ')}` : undefined;
    case 'image':
      return `${item.phase} ${item.image}`;
    case 'plan':
    case 'service':
    case 'note':
      return undefined;
  }
}

/** The view after an item; the same object where nothing of it changed. */
function advanced(view: JobView, item: Progress): JobView {
  if (item.type === 'plan') return { ...view, steps: { done: 0, total: item.steps.length } };
  const current = wordsOf(item);
  const isDone = item.type === 'step' && item.phase !== 'started';
  if (!isDone && (current === undefined || current === view.current)) return view;
  return { ...view, steps: isDone ? { ...view.steps, done: view.steps.done + 1 } : view.steps, ...(current === undefined ? {} : { current }) };
}
