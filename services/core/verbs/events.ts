import type { EventOptions } from '../../contract/core.ts';
import type { InfrastructureEvent } from '../../contract/results.ts';
import { namedServices } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import type { Session } from '../session.ts';

export async function* events(session: Session, options: EventOptions, signal: AbortSignal): AsyncGenerator<InfrastructureEvent> {
  const { name, services } = await session.load(options.file);
  const { events: recorded } = await session.store();
  await refuseUnheardOf(recorded, { stack: name, known: Object.keys(services), asked: options.services ?? [] });
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

interface Asked {
  readonly stack: string;
  readonly known: readonly string[];
  readonly asked: readonly string[];
}

/** One that is no longer in the file may still have a history; a name that nothing ever had is a typing mistake. */
async function refuseUnheardOf(recorded: Store['events'], { stack, known, asked }: Asked): Promise<void> {
  if (asked.every((each) => known.includes(each))) return;
  namedServices([...new Set([...known, ...(await recorded.services(stack))])], asked);
}
