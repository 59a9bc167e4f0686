import type { ServiceState, ServiceStatus } from '../../contract/results.ts';
import type { Topology } from '../../topology/types.ts';

/** In which a service keeps those that use it from being started. */
const holdsBack: ReadonlySet<ServiceState> = new Set(['failed', 'crash-looping', 'unready', 'stopped']);

/**
 * Says of each service that was to run and was never started whom it would have waited for: one `up` fails, and what stands behind
 * it stays stopped without a fault of its own. Pure.
 */
export function withHeldBack(services: readonly ServiceStatus[], topology: Pick<Topology, 'services'>, wanted: ReadonlyMap<string, boolean>): readonly ServiceStatus[] {
  const states = new Map(services.map(({ name, state }) => [name, state]));
  return services.map((service): ServiceStatus => {
    if (service.state !== 'stopped' || service.cause !== undefined || wanted.get(service.name) !== true) return service;
    const missing = (topology.services[service.name]?.uses ?? []).filter((used) => holdsBack.has(states.get(used) ?? 'ready'));
    return missing.length === 0 ? service : { ...service, cause: `not started, since ${listed(missing)} not ready` };
  });
}

/** As `a is`, `a, b are`. */
const listed = (names: readonly string[]): string => `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'}`;
