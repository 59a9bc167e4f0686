import { join } from 'node:path';
import { coreSocketPath } from '../transports/index.ts';

/** Files of the core of one state directory. */
export interface CorePaths {
  readonly directory: string;
  readonly socket: string;
  /** Held by the core for its whole life. */
  readonly lock: string;
  readonly log: string;
}

export function corePaths(directory: string): CorePaths {
  return { directory, socket: coreSocketPath(directory), lock: join(directory, 'core.lock'), log: join(directory, 'core.log') };
}
