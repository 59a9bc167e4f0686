import type { OwnContainer } from '../../../engine/index.ts';
import type { Kind } from '../../../kinds/kind.ts';
import { createSubscribers } from '../metrics/subscribers.ts';
import type { StackWatch } from '../stack.ts';
import type { StackTraffic } from '../types.ts';
import { follow, type Course } from './course.ts';
import { edgesOf, servicesByAddress, type Counted } from './edges.ts';

type Watched = Pick<StackWatch, 'topology' | 'sight' | 'reach'>;

export interface TrafficOptions {
  readonly kind: (id: string) => Promise<Kind | undefined>;
  readonly stacks: () => readonly Watched[];
}

export interface Traffic extends AsyncDisposable {
  samples(signal: AbortSignal, file: string): AsyncGenerator<StackTraffic, void>;
}

/** Milliseconds between questions to one replica. */
const EVERY = 2_000;
const DEADLINE = 1_500;
/** Milliseconds after which an answer is no longer of now. */
const STALE = 5_000;

/** A replica's life, and what it has told in it. `silent`: its version does not count. */
type Told = Course | 'silent' | undefined;

/** Asks services what goes over their edges, while somebody looks; nothing at all else. */
export function startTraffic({ kind, stacks }: TrafficOptions): Traffic {
  const stop = new AbortController();
  const subscribers = createSubscribers<StackTraffic>(stop.signal, () => arm());
  let told = new Map<string, Told>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let startedAt = Number.NEGATIVE_INFINITY;

  const arm = (): void => {
    clearTimeout(timer);
    if (stop.signal.aborted || running !== undefined || subscribers.every() === undefined) return;
    timer = setTimeout(() => {
      running = pass().finally(() => {
        running = undefined;
        arm();
      });
    }, Math.max(0, startedAt + EVERY - performance.now()));
  };
  const pass = async (): Promise<void> => {
    startedAt = performance.now();
    const next = new Map<string, Told>();
    await Promise.all(
      stacks().filter(({ topology }) => subscribers.wants(topology.file)).map(async (watch) => {
        const counted = await Promise.all(Object.keys(watch.topology.services).map(async (service) => askService(watch, service, next)));
        const edges = edgesOf(counted.flatMap((each) => each ?? []), servicesByAddress(watch.sight.containers));
        subscribers.publish({ file: watch.topology.file, time: Date.now(), edges });
      }),
    );
    told = next;
  };
  /** Undefined where nothing is counted. */
  const askService = async (watch: Watched, name: string, next: Map<string, Told>): Promise<Counted | undefined> => {
    const service = watch.topology.services[name];
    const known = service?.type !== 'container' || service.kind === undefined ? undefined : await kind(service.kind);
    if (service === undefined || known?.traffic === undefined) return undefined;
    const replicas = watch.sight.containers.filter((each) => each.service === name && !each.leftover && each.replica <= service.scale && watch.sight.inspections.get(each.id)?.state === 'running');
    const courses = await Promise.all(
      replicas.map(async (container) => {
        const life = `${container.id} ${watch.sight.inspections.get(container.id)?.startedAt ?? ''}`;
        const before = told.get(life);
        const now = before === 'silent' ? before : await reading(watch, container, { kind: known, before });
        next.set(life, now);
        return now === 'silent' || now === undefined || performance.now() - now.at > STALE ? undefined : now;
      }),
    );
    return { service: name, courses };
  };
  const reading = async (watch: Watched, { service, replica }: OwnContainer, { kind: known, before }: { readonly kind: Kind; readonly before: Exclude<Told, 'silent'> }): Promise<Told> => {
    try {
      const reach = await watch.reach(service, replica, AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE)]));
      if (reach === undefined) return before;
      const answer = await known.traffic?.(reach);
      return answer === undefined ? 'silent' : follow(before, { reading: answer, at: performance.now() });
    } catch {
      // Whether the service is well is the prober's question. Here its edges lose their rates, once what was told is no longer of now.
      return before;
    }
  };
  return {
    samples: (signal, file) => subscribers.samples(signal, { file, every: EVERY }),
    async [Symbol.asyncDispose]() {
      stop.abort();
      clearTimeout(timer);
      subscribers.close();
      await running;
    },
  };
}
