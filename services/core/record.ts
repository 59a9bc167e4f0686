import type { Progress } from '../contract/results.ts';
import type { NewEvent, Store } from '../store/index.ts';

/** Image progress comes many times a second; only its phases are history, its bytes are not. */
function eventOf(stack: string, item: Progress): NewEvent | undefined {
  switch (item.type) {
    case 'step': {
      if (item.phase === 'started') return undefined;
      const status = item.phase === 'failed' ? 'failed' : item.phase === 'skipped' ? 'warning' : 'ok';
      const { service, kind, target, cause } = item.step;
      const details = { target, cause, ...(item.message === undefined ? {} : { message: item.message }), ...(item.seconds === undefined ? {} : { seconds: item.seconds }) };
      return { stack, type: `step.${kind}`, status, details, ...(service === undefined ? {} : { service: service.slice(0, 50) }) };
    }
    case 'service': {
      const failed = item.state === 'failed' || item.state === 'crash-looping';
      return { stack, type: `service.${item.state}`, service: item.service.slice(0, 50), status: failed ? 'failed' : 'info', details: item.cause === undefined ? {} : { cause: item.cause } };
    }
    case 'plan':
      return { stack, type: 'plan', status: 'info', details: { steps: item.steps.length } };
    case 'note':
      return { stack, type: 'note', status: 'info', details: { message: item.message } };
    case 'image':
      return undefined;
  }
}

/** Every step, state and note is an infrastructure event; the store takes secrets out. */
export async function recordProgress(store: Store, stack: string, item: Progress): Promise<void> {
  const event = eventOf(stack, item);
  if (event !== undefined) await store.events.append(event);
}
