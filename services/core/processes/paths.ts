import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { privateDirectory } from '../../store/private-files.ts';
import { stackDirectory } from '../../store/state-directory.ts';

export interface ProcessPaths {
  readonly directory: string;
  readonly socket: string;
  /** Held by the keeper for its whole life. */
  readonly lock: string;
  readonly keeperLog: string;
  readonly records: string;
  logOf(service: string): string;
  /** In the environment of every supervised process, so that leftovers of a killed keeper are told from strangers. */
  readonly mark: string;
}

// sun_path has 104 bytes on macOS and 108 on Linux, with the closing zero.
const longestSocketPath = 100;

export const markVariable = 'STACKYARD_SUPERVISED_BY';

export function processPaths(directory: string, stack: string): ProcessPaths {
  const folder = stackDirectory(directory, stack, 'processes');
  const logs = privateDirectory(join(folder, 'logs'));
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  const socket = join(folder, 'keeper.sock');
  return {
    directory: folder,
    socket: Buffer.byteLength(socket) <= longestSocketPath ? socket : join(privateDirectory(`/tmp/stackyard-${process.geteuid?.() ?? 'user'}`), `keeper.${mark}.sock`),
    lock: join(folder, 'keeper.lock'),
    keeperLog: join(folder, 'keeper.log'),
    records: join(folder, 'children.json'),
    // A service name is the user's text; `..` or a slash in it must not lead out of the folder.
    logOf: (service) => join(logs, `${encodeURIComponent(service).replaceAll('.', '%2E')}.log`),
    mark,
  };
}
