import type { ContainerService } from '../../topology/types.ts';

export interface MetricsPort {
  readonly name: string;
  readonly container: number;
  readonly path: string;
}

/** Where services of these kinds tell their metrics without a password. */
const known: Readonly<Record<string, { readonly port: string; readonly path: string }>> = {
  envoy: { port: 'health', path: '/metrics' },
  minio: { port: 's3', path: '/minio/v2/metrics/cluster' },
  rabbitmq: { port: 'prometheus', path: '/metrics' },
};

/** A kind's own place, else ports of the service that are called metrics or prometheus. */
export function metricsPorts({ kind, ports }: ContainerService): readonly MetricsPort[] {
  const place = kind === undefined ? undefined : known[kind];
  if (place !== undefined) {
    const port = ports[place.port];
    return port === undefined ? [] : [{ name: place.port, container: port.container, path: place.path }];
  }
  return Object.entries(ports).flatMap(([name, { container, protocol }]) => (protocol === 'tcp' && /^(metrics|prometheus)$/.test(name) ? [{ name, container, path: '/metrics' }] : []));
}
