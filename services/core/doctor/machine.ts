import { constants } from 'node:fs';
import { access, readFile, stat, statfs, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import { asStackyardError } from '../../contract/errors.ts';
import { inspectDirectory, privateDirectory } from '../../store/index.ts';
import type { Service } from '../../topology/types.ts';
import { formatBytes, type DoctorContext, type Finding, type Inspection } from './check.ts';

const MAP_COUNT_FILE = '/proc/sys/vm/max_map_count';
/** Elasticsearch's bootstrap check refuses less; its documentation recommends 1,048,576. */
const MAP_COUNT_NEEDED = 262_144;
const MAP_COUNT_RECOMMENDED = 1_048_576;

const isRoot = () => process.getuid?.() === 0;

export const inspectMapCount: Inspection = async ({ topology }) => {
  if (process.platform !== 'linux') return [];
  return mapCountFindings(Number(await readFile(MAP_COUNT_FILE, 'utf8')), topology);
};

/** Nothing where the stack has no such service. The template's own maps no memory, so only another one can fail for it. */
export function mapCountFindings(value: number, topology: DoctorContext['topology']): readonly Finding[] {
  const concerned = Object.values(topology?.services ?? {}).filter((service) => isSearchEngine(service));
  if (topology !== undefined && concerned.length === 0) return [];
  const mapping = concerned.filter((service) => !doesWithoutMaps(service)).map(({ name }) => name);
  const common = { id: 'vm.max_map_count', title: 'Memory maps for Elasticsearch', found: `vm.max_map_count = ${value}` };
  if (value >= MAP_COUNT_NEEDED) return [{ ...common, outcome: 'ok' }];
  if (topology === undefined) return [{ ...common, outcome: 'ok', found: `${common.found}; only an Elasticsearch that is not of Stackyard's template needs more` }];
  if (mapping.length === 0) return [{ ...common, outcome: 'ok', found: `${common.found}; ${concerned.map(({ name }) => name).join(', ')} maps no memory` }];
  const fix = `sudo sysctl -w vm.max_map_count=${MAP_COUNT_RECOMMENDED} (below ${MAP_COUNT_NEEDED} ${mapping.join(', ')} may exit with 78)`;
  return [{ ...common, outcome: 'warning', fix, ...(isRoot() ? { repair: () => writeFile(MAP_COUNT_FILE, String(MAP_COUNT_RECOMMENDED)) } : {}) }];
}

function isSearchEngine(service: Service): boolean {
  return service.kind === 'elasticsearch' || (service.type === 'container' && service.image.from === 'registry' && /(elastic|open)search/.test(service.image.reference));
}

function doesWithoutMaps(service: Service): boolean {
  if (service.environment['node.store.allow_mmap'] === 'false') return true;
  return service.type === 'container' && service.files.some(({ content }) => /^node\.store\.allow_mmap: *false/m.test(content));
}

/** Memory that can still be had, in bytes; free memory counts caches as used, so the kernel's own estimate is read. */
async function availableMemory(): Promise<number> {
  if (process.platform !== 'linux') return totalmem();
  const kibibytes = /^MemAvailable:\s+(\d+) kB/m.exec(await readFile('/proc/meminfo', 'utf8'))?.[1];
  return kibibytes === undefined ? totalmem() : Number(kibibytes) * 1024;
}

export const inspectMemory: Inspection = async ({ topology }) => {
  const available = await availableMemory();
  const services = Object.values(topology?.services ?? {});
  const limits = services.reduce((sum, service) => sum + (service.type === 'container' ? (service.memoryBytes ?? 0) * service.scale : 0), 0);
  const found = `${formatBytes(available)} of ${formatBytes(totalmem())} available${limits > 0 ? `; the stack's limits add up to ${formatBytes(limits)}` : ''}`;
  const finding: Finding = { id: 'memory', title: 'Memory', outcome: 'ok', found };
  if (available < limits * 0.5 || available < 5e8) return [{ ...finding, outcome: 'warning', fix: 'Close other programs, or lower the memory options of the services.' }];
  return [finding];
};

async function diskOf(path: string): Promise<{ free: number; total: number } | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch (error) {
    // The data root of an engine in a virtual machine or on another host is not a path of this machine.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'EACCES' || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

export const inspectDisk: Inspection = async ({ engine, stateDirectory, signal }) => {
  const root = engine === undefined ? undefined : (await engine.call<{ DockerRootDir: string }>({ method: 'GET', path: '/info', signal })).DockerRootDir;
  const places = [
    ...(root === undefined ? [] : [{ id: 'disk.engine', title: 'Disk of the engine', path: root, fix: 'Free some space: remove images you no longer need (docker image ls), or move the data root.' }]),
    { id: 'disk.state', title: 'Disk of the settings and events', path: stateDirectory, fix: `Free some space on the disk of ${stateDirectory}, or set STACKYARD_HOME to a folder on another one.` },
  ];
  const findings: Finding[] = [];
  for (const { id, title, path, fix } of places) {
    const disk = await diskOf(path);
    if (disk === undefined) continue;
    const share = disk.free / disk.total;
    const found = `${formatBytes(disk.free)} free of ${formatBytes(disk.total)} (${(share * 100).toFixed(0)} %)`;
    // Elasticsearch stops writing at 95 % use, and images need room beside that.
    const outcome = disk.free < 1e9 ? 'failed' : share < 0.1 && disk.free < 2e10 ? 'warning' : 'ok';
    findings.push({ id, title, outcome, found, ...(outcome === 'ok' ? {} : { fix }) });
  }
  return findings;
};

const mayWrite = async (folder: string): Promise<void> => access(folder, constants.W_OK | constants.X_OK);

/** Asks the nearest folder that is there. `ask` rejects as `fs.access` does. */
export async function canBeMade(path: string, ask = mayWrite, folder = path): Promise<Pick<Finding, 'outcome' | 'found' | 'fix'>> {
  const parent = dirname(folder);
  try {
    await ask(parent);
    return { outcome: 'ok', found: `${path} is made at the first start` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== folder) return canBeMade(path, ask, parent);
    return { outcome: 'failed', found: `${path} cannot be made: ${parent} cannot be written`, fix: `Make ${parent} writable for you, or set STACKYARD_HOME to a folder of your own.` };
  }
}

export const inspectStateDirectory: Inspection = async ({ stateDirectory }) => {
  const common = { id: 'state', title: 'Folder of secrets and events' };
  try {
    const state = inspectDirectory(stateDirectory);
    if (state === 'missing') return [{ ...common, ...(await canBeMade(stateDirectory)) }];
    const mode = (await stat(stateDirectory)).mode & 0o777;
    const found = `${stateDirectory}, mode ${mode.toString(8).padStart(4, '0')}`;
    if (state === 'private') return [{ ...common, outcome: 'ok', found }];
    // Not a plain chmod: between this look and the repair it may have become somebody else's.
    return [{ ...common, outcome: 'failed', found, fix: `chmod 700 ${stateDirectory} (others could read secrets)`, repair: async () => void privateDirectory(stateDirectory) }];
  } catch (error) {
    const { code, message, hint } = asStackyardError(error);
    if (code !== 'REFUSED_FOR_SAFETY' && code !== 'STORE_DAMAGED') throw error;
    return [{ ...common, outcome: 'failed', found: message, fix: hint ?? 'Set STACKYARD_HOME to a folder of your own.' }];
  }
};
