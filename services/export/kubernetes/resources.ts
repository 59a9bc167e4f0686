import type { ContainerService } from '../../topology/types.ts';
import { mebibytes, millicores, processors, quantityBytes } from './amounts.ts';
import type { Scope } from './input.ts';
import { operatorOf } from './operators/index.ts';
import { scratchBytes } from './scratch.ts';

export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
  readonly 'ephemeral-storage': string;
}
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

const MEBIBYTE = 2 ** 20;
/** Logs and what else a container writes beside its volumes. */
const LOG_BYTES = 128 * MEBIBYTE;
const defaults = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } };

/** The stack's limit where it has one: config files are computed from it. The template's request, and room for bursts of work. */
export function resourcesOf(service: ContainerService): Resources {
  const { requests, limits } = service.production ?? defaults;
  const memory = service.memoryBytes ?? quantityBytes(limits.memory);
  const requested = Math.min(memory, service.production === undefined && service.memoryBytes !== undefined ? memory / 2 : quantityBytes(requests.memory));
  const ownLimit = service.cpus === undefined ? ('cpu' in limits ? limits.cpu : undefined) : String(service.cpus);
  const cpu = ownLimit === undefined ? Math.max(1000, millicores(requests.cpu) * 8) : millicores(ownLimit);
  return {
    requests: { cpu: processors(Math.min(cpu, millicores(requests.cpu))), memory: mebibytes(requested), 'ephemeral-storage': '64Mi' },
    limits: { cpu: processors(cpu), memory: mebibytes(memory), 'ephemeral-storage': mebibytes(LOG_BYTES + scratchBytes(service)) },
  };
}

/** Those of a service's pods, whoever makes them. */
export function amountsOf(scope: Pick<Scope, 'choices'>, service: ContainerService): Resources {
  const { requests, limits } = resourcesOf(service);
  return operatorOf(scope, service)?.wantsEvenMemory === true ? { requests: { ...requests, memory: limits.memory }, limits } : { requests, limits };
}

/** For what runs before the service or once: a small Node process. */
export const toolResources: Resources = {
  requests: { cpu: '20m', memory: '48Mi', 'ephemeral-storage': '16Mi' },
  limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '32Mi' },
};
