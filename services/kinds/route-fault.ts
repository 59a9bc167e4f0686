import { StackyardError } from '../contract/errors.ts';

export interface RouteFault {
  readonly service: string;
  /** Keys below the service: `['routes', 0, 'host']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** INVALID_STACK that says where below the service the mistake stands; the loader turns `path` into line and column. */
export function routeFault({ service, path, message, hint }: RouteFault): StackyardError & Pick<RouteFault, 'path'> {
  return Object.assign(new StackyardError('INVALID_STACK', message, { service, hint }), { path });
}
