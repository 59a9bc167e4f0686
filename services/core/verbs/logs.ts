import { StackyardError } from '../../contract/errors.ts';
import type { LogOptions } from '../../contract/core.ts';
import type { LogLine } from '../../contract/results.ts';
import { namedServices, observe, type OwnContainer } from '../../engine/index.ts';
import { linesOf } from '../../engine/logs/lines.ts';
import { mergeByTime } from '../../engine/logs/merge.ts';
import { processes } from '../processes/index.ts';
import type { Session } from '../session.ts';
import { parseDuration } from '../topology.ts';

/** How long a followed line waits for earlier ones of other services. */
const REORDER_WINDOW = 250;

/** Milliseconds since 1970. */
function sinceTime(since: string): number {
  const ago = /^\d+(\.\d+)?(ms|s|m|h|d)$/.test(since) ? parseDuration(since) : undefined;
  const time = ago === undefined ? Date.parse(since) : Date.now() - ago * 1000;
  if (Number.isNaN(time)) throw new StackyardError('INVALID_STACK', `"${since}" is neither a time nor a duration.`, { hint: 'Write 10m, 2h or 2026-01-31T12:00:00Z.' });
  return time;
}

/** Lines of all replicas in the order of their times; follows until aborted. */
export async function* logs(session: Session, options: LogOptions, signal: AbortSignal): AsyncGenerator<LogLine> {
  const topology = await session.load(options.file);
  const selected = namedServices(Object.keys(topology.services), options.services === undefined || options.services.length === 0 ? undefined : options.services);
  const client = await session.engine();
  const { containers } = await observe(client, topology.name, signal);
  const wanted = containers.filter((each) => !each.leftover && selected.has(each.service));
  const since: { readonly since?: number } = options.since === undefined ? {} : { since: sinceTime(options.since) };
  const tail = options.tail === undefined ? {} : { tail: options.tail };
  const expression = options.grep === undefined ? undefined : new RegExp(options.grep);
  const source = (container: OwnContainer) => (stop: AbortSignal) =>
    linesOf(client.logs(container.id, { follow: options.follow === true, timestamps: true, signal: stop, ...since, ...tail }), { service: container.service, replica: container.replica });
  const kept = processes(session.stateDirectory, topology.name);
  const started = since.since === undefined ? {} : { since: new Date(since.since).toISOString() };
  const hosted = Object.values(topology.services).filter(({ type, name }) => type === 'process' && selected.has(name));
  const hostSource = (name: string) => (stop: AbortSignal) => kept.readLogs(name, { follow: options.follow === true, signal: stop, ...started, ...tail });
  for await (const line of mergeByTime([...wanted.map(source), ...hosted.map(({ name }) => hostSource(name))], { signal, ...(options.follow === true ? { window: REORDER_WINDOW } : {}) })) {
    if (expression === undefined || expression.test(line.text)) yield line;
  }
}
