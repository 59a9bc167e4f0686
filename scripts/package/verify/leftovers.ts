import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a package may put something: its own folders, the user's menus, and what its scripts write. */
const places = ['/opt', '/usr', '/etc', '/var/lib', '/var/cache'];
/** The package manager's own books, and caches that every installation refreshes. */
const others = ['/var/lib/dpkg', '/var/lib/apt', '/var/cache/apt', '/var/cache/debconf', '/var/cache/man', '/var/cache/ldconfig', '/var/lib/docker', '/var/lib/containerd', '/usr/local', '/usr/share/mime'];

/** All paths of the system where a package can leave something. */
export function systemPaths(): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (others.includes(path)) continue;
      found.add(path);
      if (entry.isDirectory()) walk(path);
    }
  };
  places.forEach(walk);
  return found;
}
