import { IconCircleCheckFilled, IconCircleDot, IconCircleXFilled, IconInfoTriangleFilled, IconPlayerPlayFilled, type Icon } from '@tabler/icons-react';
import type { InfrastructureEvent, ServiceState } from '../../services/contract/results.ts';
import { serviceStates } from '../lib/service-states.ts';
import { stateLooks } from './states.ts';

/** The state that an event tells: of `service.ready` it is `ready`. */
export function stateOf(type: string): ServiceState | undefined {
  return serviceStates.find((state) => type === `service.${state}`);
}

export interface EventLook {
  readonly icon: Icon;
  readonly color: string;
}

/** A state looks as everywhere; everything else is calm unless it went wrong. */
export function eventLook({ event_type: type, status }: Pick<InfrastructureEvent, 'event_type' | 'status'>): EventLook {
  const state = stateOf(type);
  // What was under way then is over: no ring that seems to turn.
  if (state === 'starting') return { icon: IconPlayerPlayFilled, color: stateLooks.starting.color };
  if (state !== undefined) return stateLooks[state];
  if (status === 'failed') return { icon: IconCircleXFilled, color: 'var(--failed)' };
  if (status === 'warning') return { icon: IconInfoTriangleFilled, color: 'var(--waiting)' };
  if (status === 'ok') return { icon: IconCircleCheckFilled, color: 'var(--muted)' };
  return status === 'started' ? { icon: IconPlayerPlayFilled, color: 'var(--muted)' } : { icon: IconCircleDot, color: 'var(--muted)' };
}
