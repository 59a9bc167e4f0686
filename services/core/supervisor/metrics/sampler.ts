import { asStackyardError } from '../../../contract/errors.ts';
import type { EngineClient, Inspection } from '../../../engine/index.ts';
import type { NewMetric, Store } from '../../../store/index.ts';
import type { Session } from '../../session.ts';
import type { StackWatch } from '../stack.ts';
import type { Measures, MetricSample, SampleOptions } from '../types.ts';
import { createSubscribers } from './subscribers.ts';
import { groupCounters } from './host-process.ts';
import { addMeasures, measuresOf, readStats, type Counters } from './stats.ts';

export interface SamplerOptions {
  readonly session: Session;
  readonly store: Store;
  readonly client: () => EngineClient | undefined;
  /** `records`: its samples go into the store. */
  readonly stacks: () => readonly { readonly watch: StackWatch; readonly records: boolean }[];
}

export interface Sampler extends AsyncDisposable {
  samples(signal: AbortSignal, options: SampleOptions): AsyncGenerator<MetricSample, void>;
}

/** Milliseconds between samples that go into the store. */
const RECORD_EVERY = 10_000;
/** Engine 20.10 answers one-shot statistics at its next full second. */
const DEADLINE = 3_000;

interface Measured {
  readonly service: string;
  readonly replica: number;
  readonly measures: Measures;
  /** Rates since the last record, whoever looked in between: a second's rate among means of ten would be a spike. */
  readonly recorded: Measures;
}

/** Samples every running container and host process: each ten seconds for the store, and as often as someone looks. */
export function startSampler({ store, client, stacks }: SamplerOptions): Sampler {
  const stop = new AbortController();
  const subscribers = createSubscribers<MetricSample>(stop.signal, () => arm());
  let previous = new Map<string, Counters>();
  let atRecord: ReadonlyMap<string, Counters> = previous;
  let recordedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let startedAt = Number.NEGATIVE_INFINITY;

  const arm = (): void => {
    if (stop.signal.aborted || running !== undefined) return;
    clearTimeout(timer);
    const every = Math.min(RECORD_EVERY, subscribers.every() ?? RECORD_EVERY);
    timer = setTimeout(() => {
      running = pass().finally(() => {
        running = undefined;
        arm();
      });
    }, Math.max(0, startedAt + every - performance.now()));
  };
  const pass = async (): Promise<void> => {
    startedAt = performance.now();
    const record = startedAt - recordedAt >= RECORD_EVERY - 500;
    const looked = stacks().filter(({ watch, records }) => (record && records) || subscribers.wants(watch.topology.file));
    const next = new Map<string, Counters>();
    const metrics: NewMetric[] = [];
    const time = Date.now();
    for (const { watch, records } of looked) {
      const measured = await measureStack(watch, next);
      if (measured.length === 0) continue;
      subscribers.publish({ file: watch.topology.file, time, services: byService(measured) });
      if (record && records) metrics.push(...measured.flatMap((each) => metricsOf(watch.topology.name, each, time)));
    }
    for (const [key, counters] of previous) if (!next.has(key) && counters.time > time - 2 * RECORD_EVERY) next.set(key, counters);
    previous = next;
    if (!record) return;
    atRecord = next;
    recordedAt = startedAt;
    // The store complains by itself elsewhere; a chart with a hole is no reason to stop watching.
    if (metrics.length > 0) await store.metrics.append(...metrics).catch((error: unknown) => asStackyardError(error));
  };
  const measure = (key: string, now: Counters, next: Map<string, Counters>): Pick<Measured, 'measures' | 'recorded'> => {
    next.set(key, now);
    return { measures: measuresOf(previous.get(key), now), recorded: measuresOf(atRecord.get(key), now) };
  };
  const measureStack = async ({ sight, topology }: StackWatch, next: Map<string, Counters>): Promise<readonly Measured[]> => {
    const engine = client();
    const known = engine === undefined ? [] : sight.containers.filter(({ leftover }) => !leftover);
    const containers = await Promise.all(
      known.map(async ({ id, service, replica }): Promise<readonly Measured[]> => {
        const inspection = sight.inspections.get(id);
        const counters = engine === undefined || inspection?.state !== 'running' ? undefined : await statsOf(engine, id, stop.signal);
        if (counters === undefined) return restartsAlone(sight.wanted.get(service) === true ? inspection : undefined).map((restarts) => ({ service, replica, measures: restarts, recorded: restarts }));
        return [{ service, replica, ...withRestarts(measure(`${id} ${inspection?.startedAt ?? ''}`, counters, next), inspection?.restarts ?? 0) }];
      }),
    );
    const kept = sight.kept.flatMap((each) => (each.pid !== undefined && topology.services[each.name]?.type === 'process' ? [{ ...each, pid: each.pid }] : []));
    const groups = await groupCounters(new Set(kept.map(({ pid }) => pid)));
    const processes = kept.flatMap(({ name, pid, restarts }): readonly Measured[] => {
      const counters = groups.get(pid);
      return counters === undefined ? [] : [{ service: name, replica: 1, ...withRestarts(measure(`process ${pid}`, counters, next), restarts) }];
    });
    return [...containers.flat(), ...processes];
  };
  arm();
  return {
    samples: (signal, options) => subscribers.samples(signal, options),
    async [Symbol.asyncDispose]() {
      stop.abort();
      clearTimeout(timer);
      subscribers.close();
      await running;
    },
  };
}

/** Undefined when the container or the engine went meanwhile: there is nothing to measure. */
async function statsOf(client: EngineClient, id: string, signal: AbortSignal): Promise<Counters | undefined> {
  try {
    return readStats(await client.call({ method: 'GET', path: `/containers/${id}/stats`, query: { stream: false, 'one-shot': true }, deadline: DEADLINE, signal }));
  } catch (error) {
    const { code } = asStackyardError(error);
    if (['NOT_FOUND', 'CONFLICT', 'ENGINE_UNREACHABLE', 'ENGINE_TIMEOUT', 'CANCELLED', 'INTERNAL'].includes(code)) return undefined;
    throw error;
  }
}

function byService(measured: readonly Measured[]): MetricSample['services'] {
  const services: Record<string, Measures> = {};
  for (const { service, measures } of measured) services[service] = addMeasures(services[service] ?? {}, measures);
  return services;
}

/** What is between two starts has no counters, and its restarts are what one looks for. One that never restarted is not measured while it does not run. */
export function restartsAlone(inspection: Pick<Inspection, 'state' | 'restarts'> | undefined): readonly Measures[] {
  return inspection === undefined || inspection.restarts === 0 || inspection.state === 'created' ? [] : [{ restarts: inspection.restarts }];
}

const withRestarts = ({ measures, recorded }: Pick<Measured, 'measures' | 'recorded'>, restarts: number) => ({ measures: { ...measures, restarts }, recorded: { ...recorded, restarts } });

function metricsOf(stack: string, { service, replica, recorded }: Measured, time: number): readonly NewMetric[] {
  return Object.entries(recorded).map(([type, value]) => ({ stack, type, service: service.slice(0, 50), value: Number(value), tags: { replica }, timestamp: new Date(time) }));
}
