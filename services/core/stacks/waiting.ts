import type { ServiceStatus } from '../../contract/results.ts';
import type { JobView } from '../../contract/views/job-view.ts';

export interface WaitingInput {
  readonly services: readonly ServiceStatus[];
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** Those of the stack that run. */
  readonly jobs: readonly Pick<JobView, 'verb' | 'services' | 'state'>[];
}

const starting = new Set<JobView['verb']>(['up', 'restart']);

/**
 * Services as they are while jobs run, and for whom each of those waits that are not up: a container that a job has made and not started
 * yet is not stopped, it waits. Pure.
 */
export function withWaiting({ services, uses, jobs }: WaitingInput): { readonly services: readonly ServiceStatus[]; readonly waiting: Readonly<Record<string, string>> } {
  const states = new Map(services.map(({ name, state }) => [name, state]));
  const missing = (name: string): readonly string[] => (uses.get(name) ?? []).filter((used) => states.get(used) !== 'ready');
  const isBeingStarted = (name: string): boolean => jobs.some((job) => job.state === 'running' && starting.has(job.verb) && (job.services.length === 0 || job.services.includes(name)));
  const shown = services.map((service): ServiceStatus => {
    if (service.state !== 'stopped' || service.replicas.wanted === 0 || !isBeingStarted(service.name)) return service;
    const { cause: _stopped, ...rest } = service;
    return { ...rest, state: 'waiting' };
  });
  const waiting = shown.flatMap(({ name, state }) => {
    if (state !== 'waiting') return [];
    const others = missing(name);
    if (others.length > 0) return [[name, `waits for ${others.join(', ')}`] as const];
    return isBeingStarted(name) ? [[name, 'waits for its image or its turn'] as const] : [];
  });
  return { services: shown, waiting: Object.fromEntries(waiting) };
}
