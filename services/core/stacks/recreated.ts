import type { InfrastructureEvent } from '../../contract/results.ts';
import type { StackSnapshot } from '../../contract/views/stack-view.ts';
import { finalName } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';

/** How far back a replacement still explains what a person sees. */
const rememberedHours = 24;

/** Steps of one kind that are looked at, the newest. */
const steps = 1_000;

/** Why each service's container was last replaced: what replaces is created under a name of its own, and takes the other one's when that is gone. */
export async function recreatedServices(store: Store, stack: string): Promise<StackSnapshot['recreated']> {
  const since = new Date(Date.now() - rememberedHours * 3_600_000).toISOString();
  const of = async (type: string): Promise<readonly InfrastructureEvent[]> => (await store.events.query({ stack, type, since, limit: steps })).events.filter(({ status }) => status === 'ok');
  const [created, renamed] = await Promise.all([of('step.create-container'), of('step.rename-container')]);
  const found: Record<string, { cause: string; at: string }> = {};
  for (const { service_name: service, details, timestamp: at } of renamed) {
    const cause = created.findLast((each) => finalName(targetOf(each)) === targetOf({ details }) && each.timestamp <= at)?.details['cause'];
    if (service !== null && typeof cause === 'string') found[service] = { cause, at };
  }
  return found;
}

const targetOf = ({ details }: Pick<InfrastructureEvent, 'details'>): string => String(details['target']);
