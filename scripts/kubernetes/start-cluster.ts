import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptInstall, isDebianLike } from '../setup/apt.ts';
import { clusterFolder, type ClusterFolder } from './addresses.ts';
import { provideClusterPrograms } from './build.ts';
import { defineKinds, provideVolumes, startClusterDns } from './cluster-services.ts';
import { startControlPlane } from './control-plane.ts';
import { buildOwnImages, loadImages } from './images.ts';
import { makeKeys } from './keys.ts';
import { kubectlFor, type Kubectl } from './kubectl.ts';
import { makeNetwork } from './network.ts';
import { endContainers, startContainerd, startNode } from './node.ts';
import { ClusterProcesses } from './processes.ts';

const execute = promisify(execFile);

/** A real cluster of one node, in a network of its own. */
export interface TestCluster extends AsyncDisposable {
  readonly folder: ClusterFolder;
  /** Of the administrator; its one context is `lab`. */
  readonly kubeconfig: string;
  readonly kubectl: Kubectl;
  /** kubectl, when its first word is that. */
  readonly program: string;
  /** Name there → image of the local engine. */
  loadImages(images: Readonly<Record<string, string>>): Promise<void>;
}

const packages = { containerd: 'containerd', runc: 'runc', '/usr/lib/cni/bridge': 'containernetworking-plugins', iptables: 'iptables', nft: 'nftables', ip: 'iproute2', conntrack: 'conntrack', '/bin/busybox': 'busybox-static', openssl: 'openssl' };
const volumes = 24;

/** Rejects where something is missing that cannot be had here: root, Linux with its programs, Go. */
export async function startCluster(say: (message: string) => void): Promise<TestCluster> {
  if (process.getuid?.() !== 0) throw new Error('a node needs root: it makes network namespaces and mounts');
  await installPrograms(say);
  const programs = await provideClusterPrograms(say);
  await using stack = new AsyncDisposableStack();
  const folder = clusterFolder(await mkdtemp(join(tmpdir(), 'stackyard-kubernetes-')));
  stack.defer(() => removeFolder(folder.path));
  await mkdir(folder.logs);
  stack.use(await makeNetwork());
  await makeKeys(folder);
  const processes = stack.use(new ClusterProcesses(folder));
  const kubectl = kubectlFor(programs.kubernetes, folder.kubeconfig('admin'));
  const parts = { program: programs.kubernetes, folder, processes, kubectl };
  await startContainerd(folder, processes);
  // The kubelet would start again what is ended here.
  stack.defer(async () => {
    await processes.end('kubelet');
    await endContainers(folder);
  });
  await Promise.all([startControlPlane(parts), buildOwnImages(programs).then((images) => loadImages(folder, Object.fromEntries(images.map((image) => [image, image]))))]);
  await startNode(parts);
  await startClusterDns(kubectl);
  await defineKinds(kubectl, programs.definitions);
  await provideVolumes(kubectl, folder, volumes);
  const started = stack.move();
  return { folder, kubeconfig: folder.kubeconfig('admin'), kubectl, program: programs.kubernetes, loadImages: (images) => loadImages(folder, images), [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function installPrograms(say: (message: string) => void): Promise<void> {
  const found = (program: string): boolean => (program.startsWith('/') ? existsSync(program) : `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`.split(':').some((path) => existsSync(join(path, program))));
  const missing = Object.entries(packages).flatMap(([program, name]) => (found(program) ? [] : [name]));
  if (missing.length === 0) return;
  if (!isDebianLike()) throw new Error(`a node needs ${missing.join(', ')}: install them, then run this again`);
  say(`installing what a node needs from the distribution (apt-get install ${missing.join(' ')}) …`);
  await aptInstall(missing);
}

/** What pods and their volumes mounted below it is taken away first. */
async function removeFolder(path: string): Promise<void> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '').filter((mount) => mount.startsWith(`${path}/`));
  for (const mount of mounts.toSorted().toReversed()) await execute('umount', ['--lazy', mount]);
  await rm(path, { recursive: true, force: true });
}
