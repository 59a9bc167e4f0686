import type { LogOptions } from '../../contract/core.ts';
import type { LogLine } from '../../contract/results.ts';
import { namedServices } from '../../engine/index.ts';
import { mergeByTime } from '../../engine/logs/merge.ts';
import { logSources, sinceTime } from '../log-streams/sources.ts';
import type { Session } from '../session.ts';

/** How long a followed line waits for earlier ones of other services. */
const REORDER_WINDOW = 250;

/** Lines of all replicas in the order of their times; follows until aborted. */
export async function* logs(session: Session, options: LogOptions, signal: AbortSignal): AsyncGenerator<LogLine> {
  const topology = await session.load(options.file);
  namedServices(Object.keys(topology.services), options.services);
  const follow = options.follow === true;
  const expression = options.grep === undefined ? undefined : new RegExp(options.grep);
  const extent = { ...(options.since === undefined ? {} : { since: sinceTime(options.since) }), ...(options.tail === undefined ? {} : { tail: options.tail }) };
  const sources = await logSources(session, topology, { follow, signal, ...(options.services === undefined ? {} : { services: options.services }) });
  for await (const line of mergeByTime(sources.map(({ read }) => read(extent)), { signal, ...(follow ? { window: REORDER_WINDOW } : {}) })) {
    if (expression === undefined || expression.test(line.text)) yield line;
  }
}
