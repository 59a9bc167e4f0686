import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where nothing but packages puts something. */
const packages = ['/opt', '/usr', '/etc'];
/** Where every program of the machine writes at any time: only what bears the package's name is its. */
const shared = ['/var/lib', '/var/cache', '/var/log', '/run'];
/** Not the package's own: where the administrator installs by hand, books of the package manager, and an index of all menu entries. */
const others = ['/usr/local', '/var/lib/dpkg', '/var/lib/docker', '/var/lib/containerd', '/usr/share/applications/mimeinfo.cache'];

/** All paths of the system that a package can have left. @param mark a part of the names of what is its own */
export function systemPaths(mark: string): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (folder: string, isTaken: (path: string) => boolean): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (others.includes(path)) continue;
      if (isTaken(path)) found.add(path);
      if (entry.isDirectory()) walk(path, isTaken);
    }
  };
  for (const place of packages) walk(place, () => true);
  for (const place of shared) walk(place, (path) => path.includes(mark));
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // Gone while it was looked at, or of a kind that cannot be listed.
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
