import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClusterFolder } from './addresses.ts';
import { sandboxImage } from './node.ts';

const execute = promisify(execFile);
const docker = async (...words: readonly string[]): Promise<string> => (await execute('docker', words, { maxBuffer: 2 ** 26 })).stdout;

export const coreDnsImage = 'stackyard.local/coredns:1';

/** Images of the cluster itself: one program each, over nothing. */
export async function buildOwnImages({ coreDns }: { readonly coreDns: string }): Promise<readonly string[]> {
  // busybox does what its own name, or else its first word says.
  await buildFrom(sandboxImage, '/bin/busybox', ['/busybox', 'sleep', '2147483647']);
  await buildFrom(coreDnsImage, coreDns, ['/coredns']);
  return [sandboxImage, coreDnsImage];
}

async function buildFrom(image: string, program: string, entrypoint: readonly [path: string, ...words: string[]]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stackyard-image-'));
  try {
    await copyFile(program, join(folder, 'program'));
    await writeFile(join(folder, 'Dockerfile'), `FROM scratch\nCOPY program ${entrypoint[0]}\nENTRYPOINT ${JSON.stringify(entrypoint)}\n`);
    await docker('build', '--quiet', '--tag', image, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives images of the local engine to the cluster, under the names that its manifests have: name there → image here. */
export async function loadImages({ path, socket }: ClusterFolder, images: Readonly<Record<string, string>>): Promise<void> {
  const archive = join(path, 'images.tar');
  const borrowed = Object.entries(images).filter(([name, image]) => name !== image).map(([name]) => name);
  try {
    for (const name of borrowed) await docker('tag', images[name] ?? '', name);
    await docker('save', '--output', archive, ...Object.keys(images));
    await execute('ctr', ['-a', socket, '-n', 'k8s.io', 'images', 'import', archive], { maxBuffer: 2 ** 26 });
  } finally {
    for (const name of borrowed) await docker('rmi', '--no-prune', name);
    await rm(archive, { force: true });
  }
}
