import { StackyardError } from '../contract/errors.ts';
import type { Route } from '../contract/routes.ts';
import { toText } from '../topology/references.ts';
import type { Service, Text, Topology } from '../topology/types.ts';

/** Where a route leads. */
export interface Target {
  readonly service: Service;
  /** `service.port`, a name that is unique in the stack. */
  readonly name: string;
  readonly host: Text;
  readonly port: Text;
}

export function targetOf(route: Route, topology: Topology): Target {
  const [name = '', port = ''] = route.to.split('.');
  const service = Object.hasOwn(topology.services, name) ? topology.services[name] : undefined;
  if (service === undefined) throw new StackyardError('INVALID_STACK', `A route leads to "${route.to}", which is no service.`, { hint: 'Name a service of the stack.' });
  return { service, name: `${name}.${port}`, host: toText({ to: 'host', service: name }), port: toText({ to: 'port', service: name, port }) };
}
