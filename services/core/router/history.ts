import { withEventMeta } from '@orpc/server';
import { metricTypes, type EventBatch, type EventPageRequest, type MetricSample, type MetricSeries, type MetricType, type TrafficSample } from '../../contract/views/history-view.ts';
import { loadOrLast } from '../load-or-last.ts';
import { procedures } from './procedures.ts';
import type { CoreHost } from './host.ts';

const hour = 3_600_000;
const usualPoints = 600;
const batchMilliseconds = 100;
const isMetricType = (type: string): type is MetricType => (metricTypes as readonly string[]).includes(type);

async function stackOf({ session }: CoreHost, file: string | undefined): Promise<{ readonly stack?: string }> {
  return file === undefined ? {} : { stack: (await loadOrLast(session, file)).topology.name };
}

/** Only what was given: the store takes `undefined` for a mistake. */
function given<Value extends object>(value: Value): { [Key in keyof Value]?: NonNullable<Value[Key]> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [Key in keyof Value]?: NonNullable<Value[Key]> };
}

export const history = procedures.history.router({
  events: procedures.history.events.handler(async ({ input, context }) => {
    const { file, ...rest }: EventPageRequest = input;
    const store = await context.session.store();
    return store.events.page({ ...given(rest), ...(await stackOf(context, file)) });
  }),
  followEvents: procedures.history.followEvents.handler(async function* ({ input, context, lastEventId, signal = new AbortController().signal }) {
    const { events } = await context.session.store();
    const asked = { ...given({ services: input.services, type: input.type }), ...(await stackOf(context, input.file)) };
    let after = lastEventId === undefined ? (input.after ?? (await events.page({ limit: 1 })).newest) : Number(lastEventId);
    while (!signal.aborted) {
      const page = await events.query({ ...asked, after, limit: 1_000 });
      if (page.events.length > 0) yield withEventMeta({ events: page.events, cursor: page.cursor } satisfies EventBatch, { id: String(page.cursor) });
      after = page.cursor;
      await new Promise((resolve) => setTimeout(resolve, batchMilliseconds));
    }
  }),
  metrics: procedures.history.metrics.handler(async ({ input, context }): Promise<readonly MetricSeries[]> => {
    const { name } = (await loadOrLast(context.session, input.file)).topology;
    const { metrics } = await context.session.store();
    const until = input.until === undefined ? Date.now() : Date.parse(input.until);
    const since = input.since === undefined ? until - hour : Date.parse(input.since);
    const series = await metrics.series({ stack: name, since, until, points: input.points ?? usualPoints, ...given({ services: input.services, types: input.types }) });
    return series.flatMap(({ type, ...rest }) => (isMetricType(type) ? [{ ...rest, type }] : []));
  }),
  followMetrics: procedures.history.followMetrics.handler(async function* ({ input, context, signal = new AbortController().signal }) {
    const { file } = await context.supervisor.follow(input.file);
    for await (const { time, services } of context.supervisor.samples(signal, { file })) yield { time, services } satisfies MetricSample;
  }),
  followTraffic: procedures.history.followTraffic.handler(async function* ({ input, context, signal = new AbortController().signal }) {
    const { file } = await context.supervisor.follow(input.file);
    for await (const { time, edges } of context.supervisor.traffic(signal, file)) yield { time, edges } satisfies TrafficSample;
  }),
});
