import { referencesIn } from './references.ts';
import type { ContainerService, Service } from './types.ts';

export const hostGatewayName = 'host.docker.internal';

/** Containers that reach a process on the host get a name for it; Docker Desktop has it by itself, Linux does not. */
export function addHostGateway(services: Readonly<Record<string, Service>>): Readonly<Record<string, Service>> {
  const processes = new Set(Object.values(services).filter(({ type }) => type === 'process').map(({ name }) => name));
  if (processes.size === 0) return services;
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => {
      const needs = service.type === 'container' && reachedServices(service).some((each) => processes.has(each)) && !service.extraHosts.some((host) => host.startsWith(`${hostGatewayName}:`));
      return [name, needs ? { ...service, extraHosts: [...service.extraHosts, `${hostGatewayName}:host-gateway`] } : service];
    }),
  );
}

function reachedServices(service: ContainerService): readonly string[] {
  const texts = [...Object.values(service.environment), ...(service.command ?? []), ...(service.entrypoint ?? [])];
  return [...service.uses, ...service.routesTo, ...texts.flatMap((text) => referencesIn(text).map((reference) => reference.service))];
}
