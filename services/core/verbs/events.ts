import type { EventOptions } from '../../contract/core.ts';
import type { InfrastructureEvent } from '../../contract/results.ts';
import type { Session } from '../session.ts';

export async function* events(session: Session, options: EventOptions, signal: AbortSignal): AsyncGenerator<InfrastructureEvent> {
  const { name } = await session.load(options.file);
  const { events: recorded } = await session.store();
  const query = {
    stack: name,
    ...(options.services === undefined || options.services.length === 0 ? {} : { services: options.services }),
    ...(options.type === undefined ? {} : { type: options.type }),
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  };
  if (options.follow === true) yield* recorded.follow({ ...query, signal });
  else yield* (await recorded.query(query)).events;
}
