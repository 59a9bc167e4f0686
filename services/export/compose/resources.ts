import type { ContainerService } from '../../topology/types.ts';
import { millicores } from '../kubernetes/amounts.ts';
import { resourcesOf } from '../kubernetes/resources.ts';

/** Enough for every service that we know; a container that forks without end stops there. */
const MOST_PROCESSES = 1024;

export interface ComposeResources {
  readonly shares: number;
  readonly deploy: Readonly<Record<string, unknown>>;
}

/**
 * Memory is bounded. A processor is shared out by weight instead, which costs nothing while others are idle, unless the stack file or the
 * template names a limit: one above what the machine has would keep the container from starting.
 */
export function composeResources(service: ContainerService): ComposeResources {
  const { requests, limits } = resourcesOf(service);
  const cpus = limitOfProcessors(service);
  const requested = millicores(requests.cpu);
  return {
    shares: Math.max(2, Math.round((requested * 1024) / 1000)),
    deploy: {
      limits: { ...(cpus === undefined ? {} : { cpus }), memory: composeSize(limits.memory), pids: service.pidsLimit ?? MOST_PROCESSES },
      reservations: { cpus: String(requested / 1000), memory: composeSize(requests.memory) },
    },
  };
}

export function limitOfProcessors({ cpus, production }: ContainerService): string | undefined {
  if (cpus !== undefined) return String(cpus);
  return production?.limits.cpu === undefined ? undefined : String(millicores(production.limits.cpu) / 1000);
}

/** Compose counts units without an i by 1,024: `448Mi` is `448M`. */
export const composeSize = (quantity: string): string => quantity.replace(/i$/, '');
