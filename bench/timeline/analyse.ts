import type { ContainerCall } from './calls.ts';

/** What one `up` did, in milliseconds of one clock. */
export interface Timeline {
  /** Service → what it uses. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
  readonly calls: readonly (ContainerCall & { readonly service: string })[];
  /** From the first call for network and volumes to the last answer. */
  readonly foundations: { readonly beganAt: number; readonly endedAt: number };
  /**
   * When each service was ready: as an observer beside it saw it answer, plus the time that making its declared resources took.
   * A service that nobody uses is ready when `up` says so.
   */
  readonly readyAt: Readonly<Record<string, number>>;
}

export interface Gap {
  readonly container: string;
  readonly kind: ContainerCall['kind'];
  /** From the moment the last thing it waits for was there until the call left. */
  readonly milliseconds: number;
}

/** How long each create and start call waited for nothing. */
export function dispatchGaps({ uses, calls, foundations, readyAt }: Timeline): readonly Gap[] {
  return calls.map(({ service, container, kind, sentAt }) => {
    if (kind === 'create') return { container, kind, milliseconds: sentAt - foundations.endedAt };
    const created = calls.find((each) => each.kind === 'create' && each.container === container)?.answeredAt ?? foundations.endedAt;
    const ready = (uses[service] ?? []).map((used) => known(readyAt, used));
    return { container, kind, milliseconds: sentAt - Math.max(created, ...ready) };
  });
}

export interface Chain {
  /** From the first to the last. */
  readonly services: readonly string[];
  readonly milliseconds: number;
}

/**
 * The slowest path through the graph, of what takes its time: network and volumes, the create call of the first service, then of each
 * service its start call and its way to readiness. What lies between them is waste and not counted.
 */
export function slowestChain({ uses, calls, foundations, readyAt }: Timeline): Chain {
  const chains = new Map<string, Chain>();
  const chainOf = (service: string): Chain => {
    const found = chains.get(service);
    if (found !== undefined) return found;
    const own = calls.filter((call) => call.service === service);
    const start = Math.min(...own.filter((call) => call.kind === 'start').map((call) => call.sentAt));
    const weight = known(readyAt, service) - start;
    const used = (uses[service] ?? []).map(chainOf).toSorted((left, right) => right.milliseconds - left.milliseconds)[0];
    const create = Math.max(0, ...own.filter((call) => call.kind === 'create').map((call) => call.answeredAt - call.sentAt));
    const before = used ?? { services: [], milliseconds: foundations.endedAt - foundations.beganAt + create };
    const chain = { services: [...before.services, service], milliseconds: before.milliseconds + weight };
    chains.set(service, chain);
    return chain;
  };
  const all = Object.keys(uses).map(chainOf);
  const slowest = all.toSorted((left, right) => right.milliseconds - left.milliseconds)[0];
  if (slowest === undefined) throw new Error('the timeline has no services');
  return slowest;
}

function known(times: Readonly<Record<string, number>>, service: string): number {
  const time = times[service];
  if (time === undefined) throw new Error(`it is not known when ${service} was ready`);
  return time;
}
