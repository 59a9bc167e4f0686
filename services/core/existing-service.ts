import { StackyardError } from '../contract/errors.ts';
import type { Service, Topology } from './topology.ts';

/** For who looks at a service that the stack file perhaps no longer has. @throws StackyardError NOT_FOUND */
export function existingService({ services }: Pick<Topology, 'services'>, name: string): Service {
  const service = Object.hasOwn(services, name) ? services[name] : undefined;
  if (service === undefined) throw new StackyardError('NOT_FOUND', `There is no service named ${name} in this stack.`, { service: name, hint: `Its services are: ${Object.keys(services).join(', ') || 'none'}.` });
  return service;
}
