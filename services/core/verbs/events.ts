import type { EventOptions } from '../../contract/core.ts';
import type { InfrastructureEvent } from '../../contract/results.ts';
import { namedServices } from '../../engine/index.ts';
import type { Session } from '../session.ts';

export async function* events(session: Session, options: EventOptions, signal: AbortSignal): AsyncGenerator<InfrastructureEvent> {
  const { name, services } = await session.load(options.file);
  const { events: recorded } = await session.store();
  // One that is no longer in the file may still have a history; a name that nothing ever had is a typing mistake.
  const strangers = (options.services ?? []).filter((each) => services[each] === undefined);
  for (const each of strangers) if ((await recorded.query({ stack: name, services: [each], limit: 1 })).events.length === 0) namedServices(Object.keys(services), [each]);
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
