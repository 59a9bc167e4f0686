import { StackyardError } from '../../contract/errors.ts';
import type { LogLine } from '../../contract/results.ts';
import { observe } from '../../engine/index.ts';
import { linesOf } from '../../engine/logs/lines.ts';
import type { Source } from '../../engine/logs/merge.ts';
import { otherOrigin } from '../host-processes.ts';
import { processes } from '../processes/index.ts';
import type { Session } from '../session.ts';
import { parseDuration, type Topology } from '../topology.ts';

export interface SourceOptions {
  readonly follow: boolean;
  readonly services?: readonly string[];
  /** Made once a container: whether its next line is wanted at all, see `LineOptions`. */
  readonly admission?: () => () => boolean;
}

/** How much of one source is read; all of it when both are left out. */
export interface Extent {
  /** Milliseconds since 1970. */
  readonly since?: number;
  readonly tail?: number;
}

/** One container or host process whose output can be read. */
export interface LogSource {
  /** The same for as long as its log is: a container's id, a process's name. */
  readonly key: string;
  readonly read: (extent: Extent) => Source<LogLine>;
}

/** Milliseconds since 1970 for a time or a duration back from now. */
export function sinceTime(since: string): number {
  const ago = /^\d+(\.\d+)?(ms|s|m|h|d)$/.test(since) ? parseDuration(since) : undefined;
  const time = ago === undefined ? Date.parse(since) : Date.now() - ago * 1000;
  if (Number.isNaN(time)) throw new StackyardError('INVALID_STACK', `"${since}" is neither a time nor a duration.`, { hint: 'Write 10m, 2h or 2026-01-31T12:00:00Z.' });
  return time;
}

/** Everything of the stack that writes logs now. */
export async function logSources(session: Session, topology: Topology, { follow, services = [], admission, signal }: SourceOptions & { readonly signal: AbortSignal }): Promise<readonly LogSource[]> {
  const client = await session.engine();
  const isWanted = (service: string): boolean => services.length === 0 || services.includes(service);
  const { containers } = await observe(client, topology, signal);
  const contained = containers
    .filter((each) => !each.leftover && isWanted(each.service))
    .map(({ id, service, replica }): LogSource => ({
      key: id,
      read: (extent) => (stop) => linesOf(client.logs(id, { follow, timestamps: true, signal: stop, ...extent }), { service, replica, ...(admission === undefined ? {} : { admit: admission() }) }),
    }));
  // Its keeper may have those of another file of the name.
  const isOthers = otherOrigin(session, topology) !== undefined;
  const kept = processes(session.stateDirectory, topology.name);
  const hosted = Object.values(topology.services)
    .filter(({ type, name }) => type === 'process' && isWanted(name) && !isOthers)
    .map(({ name }): LogSource => ({
      key: `process ${name}`,
      read:
        ({ since, ...rest }) =>
        (stop) =>
          kept.readLogs(name, { follow, signal: stop, ...rest, ...(since === undefined ? {} : { since: new Date(since).toISOString() }) }),
    }));
  return [...contained, ...hosted];
}
