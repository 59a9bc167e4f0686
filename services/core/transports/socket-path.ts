import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

// sun_path has 104 bytes on macOS and 108 on Linux, with the closing zero.
const longestSocketPath = 100;

/** Where the core of a state directory listens: inside it, or where that path is too long for a socket, in a folder of this user only. */
export function coreSocketPath(stateDirectory: string): string {
  const mark = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\stackyard-${mark}`;
  const inside = join(stateDirectory, 'core.sock');
  return Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `stackyard-${process.geteuid?.() ?? 'user'}`, `core.${mark}.sock`);
}
