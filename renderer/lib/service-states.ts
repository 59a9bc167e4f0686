import type { ServiceState } from '../../services/contract/results.ts';

/** What needs attention first. */
export const serviceStates: readonly ServiceState[] = ['failed', 'crash-looping', 'unready', 'waiting', 'starting', 'stopping', 'ready', 'stopped'];
