import type { InfrastructureEvent } from '../../contract/results.ts';
import type { StackSnapshot } from '../../contract/views/stack-view.ts';
import type { Store } from '../../store/index.ts';

/** How far back a replacement still explains what a person sees. */
const rememberedHours = 24;

/**
 * Why each service's container was last replaced: the cause of its newest `create-container` step that was followed by the removal
 * of another one.
 */
export async function recreatedServices(store: Store, stack: string): Promise<StackSnapshot['recreated']> {
  const since = new Date(Date.now() - rememberedHours * 3_600_000).toISOString();
  const { events } = await store.events.query({ stack, type: 'step.remove-container', since, limit: 200 });
  const found: Record<string, { cause: string; at: string }> = {};
  for (const event of events) {
    const cause = causeOf(event);
    if (event.service_name !== null && cause !== undefined) found[event.service_name] = { cause, at: event.timestamp };
  }
  return found;
}

function causeOf({ details, status }: InfrastructureEvent): string | undefined {
  const cause = details['cause'];
  return status === 'ok' && typeof cause === 'string' && cause.includes('changed') ? cause : undefined;
}
