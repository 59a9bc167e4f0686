import type { PlanStepView, Progress, ServiceState } from '../../../contract/results.ts';

export interface ServiceProgress {
  readonly name: string;
  state: ServiceState | undefined;
  cause: string | undefined;
  /** Steps under way, oldest first. */
  readonly running: Map<string, PlanStepView>;
  stepsLeft: number;
  readonly startedAt: number;
  endedAt: number | undefined;
}

export interface ImageProgress {
  readonly name: string;
  phase: string;
  readonly layers: Map<string, { phase: string; current: number; total: number }>;
}

/** All that a live display shows; `apply` is told the time so that tests need no clock. */
export interface ProgressModel {
  readonly services: ReadonlyMap<string, ServiceProgress>;
  readonly images: ReadonlyMap<string, ImageProgress>;
  /** Steps of no service: networks, and volumes that several share. */
  readonly common: ReadonlyMap<string, PlanStepView>;
  readonly steps: { total: number; done: number; failed: number };
  apply(item: Progress, now: number): void;
  /** Forgets what was under way only to get ready; services stay. */
  finish(): void;
}

const settled: ReadonlySet<ServiceState> = new Set(['ready', 'failed', 'stopped', 'crash-looping', 'unready']);

export function progressModel(): ProgressModel {
  const services = new Map<string, ServiceProgress>();
  const images = new Map<string, ImageProgress>();
  const common = new Map<string, PlanStepView>();
  const steps = { total: 0, done: 0, failed: 0 };

  const serviceOf = (name: string, now: number): ServiceProgress => {
    const known = services.get(name);
    if (known !== undefined) return known;
    const fresh: ServiceProgress = { name, state: undefined, cause: undefined, running: new Map(), stepsLeft: 0, startedAt: now, endedAt: undefined };
    services.set(name, fresh);
    return fresh;
  };

  const applyStep = ({ step, phase, message }: Extract<Progress, { type: 'step' }>, now: number) => {
    const service = step.service === undefined ? undefined : serviceOf(step.service, now);
    const running = service?.running ?? common;
    if (phase === 'started') {
      running.set(step.id, step);
      if (service !== undefined) service.endedAt = undefined;
      return;
    }
    running.delete(step.id);
    steps.done += 1;
    if (step.kind === 'provide-image') images.delete(step.target);
    if (phase === 'failed') steps.failed += 1;
    if (service === undefined) return;
    service.stepsLeft = Math.max(0, service.stepsLeft - 1);
    if (phase === 'failed') [service.state, service.cause] = ['failed', message ?? step.cause];
    else if (phase === 'done' && step.kind === 'wait-ready') [service.state, service.cause] = ['ready', undefined];
    if (service.stepsLeft === 0 || phase === 'failed') service.endedAt = now;
  };

  const applyImage = (item: Extract<Progress, { type: 'image' }>) => {
    const image = images.get(item.image) ?? { name: item.image, phase: item.phase, layers: new Map() };
    images.set(item.image, image);
    if (item.layer === undefined) image.phase = item.phase;
    else image.layers.set(item.layer, { phase: item.phase, current: item.current ?? 0, total: item.total ?? image.layers.get(item.layer)?.total ?? 0 });
  };

  return {
    services,
    images,
    common,
    steps,
    finish() {
      images.clear();
      common.clear();
    },
    apply(item, now) {
      switch (item.type) {
        case 'plan':
          steps.total += item.steps.length;
          for (const step of item.steps) if (step.service !== undefined) serviceOf(step.service, now).stepsLeft += 1;
          return;
        case 'step':
          return applyStep(item, now);
        case 'image':
          return applyImage(item);
        case 'service': {
          const service = serviceOf(item.service, now);
          [service.state, service.cause] = [item.state, item.cause];
          if (settled.has(item.state)) service.endedAt ??= now;
          else service.endedAt = undefined;
          return;
        }
        case 'note':
          return;
      }
    },
  };
}
