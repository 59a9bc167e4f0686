import type { ContainerService } from '../../topology/types.ts';

export interface ExposedPort {
  readonly name: string;
  readonly container: number;
}

/** Ports that the stack file publishes on purpose and that speak HTTP: they are reached through the entry. */
export function exposedPorts(service: ContainerService): readonly ExposedPort[] {
  return publishedPorts(service).filter(({ name }) => speaksHttp(service, name));
}

/** Ports published under a number of the user's own; those that are published by default are for the developer's machine. */
export function publishedPorts({ ports }: ContainerService): readonly ExposedPort[] {
  return Object.entries(ports).flatMap(([name, { container, publish, protocol }]) => (publish.mode === 'fixed' && protocol === 'tcp' ? [{ name, container }] : []));
}

/** Ports that the developer's machine gets at whatever number is free, as `service port`: no export publishes them. */
export function localPorts({ name, ports }: ContainerService): readonly string[] {
  return Object.entries(ports).flatMap(([port, { publish }]) => (publish.mode === 'auto' ? [`${name} ${port}`] : []));
}

function speaksHttp({ routes, category, template, ready }: ContainerService, port: string): boolean {
  if (routes.length > 0 || category === 'edge') return /^(http|web)/.test(port);
  return template === undefined && (/^(http|web)/.test(port) || (ready.by === 'http' && ready.port === port));
}
