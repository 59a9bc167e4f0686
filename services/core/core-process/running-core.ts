import { existsSync } from 'node:fs';
import { stateDirectory } from '../../store/state-directory.ts';
import { coreSocketPath } from '../transports/socket-path.ts';

/** Cheap: whether a core may run for this environment. A socket can be left over by one that was killed. */
export function mayRun(environment: Readonly<Record<string, string | undefined>>): boolean {
  const socket = coreSocketPath(stateDirectory(environment));
  return process.platform === 'win32' || existsSync(socket);
}
