import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { containerOf, topologyOf } from '../../engine/plan/plan.test-support.ts';
import { canBeMade, inspectDisk, inspectStateDirectory, mapCountFindings } from './machine.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stackyard-doctor-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function findingFor(path: string) {
  const [finding] = await inspectStateDirectory({ stateDirectory: path, signal: AbortSignal.timeout(5000) });
  if (finding === undefined) throw new Error('nothing was found');
  return finding;
}

describe('the folder of secrets', () => {
  test('is fine while it is missing, and when only we may enter it', async () => {
    expect(await findingFor(join(folder, 'later'))).toMatchObject({ outcome: 'ok' });
    expect(await findingFor(folder)).toMatchObject({ outcome: 'ok', found: `${folder}, mode 0700` });
  });

  test('that cannot be made is told, with the folder that is in the way', async () => {
    // As access(2) answers a user; to root everything is open.
    const ask = async (path: string): Promise<void> => {
      if (path === folder) throw Object.assign(new Error('closed'), { code: 'EACCES' });
      await access(path);
    };
    const state = join(folder, 'deep', 'state');
    expect(await canBeMade(state, ask)).toMatchObject({ outcome: 'failed', found: `${state} cannot be made: ${folder} cannot be written`, fix: expect.stringContaining('STACKYARD_HOME') as string });
    expect(await canBeMade(state)).toEqual({ outcome: 'ok', found: `${state} is made at the first start` });
  });

  test('that others may enter is closed by the repair', async () => {
    const state = join(folder, 'state');
    mkdirSync(join(state, 'stacks'), { recursive: true });
    chmodSync(state, 0o755);
    const finding = await findingFor(state);
    expect(finding).toMatchObject({ outcome: 'failed', fix: expect.stringContaining(`chmod 700 ${state}`) as string });
    await finding.repair?.();
    expect([statSync(state).mode & 0o777, (await findingFor(state)).outcome]).toEqual([0o700, 'ok']);
  });

  // STACKYARD_HOME=/tmp with --fix must not lock everybody out of it.
  test.each([
    ['that holds files of others', (path: string) => (mkdirSync(path), writeFileSync(join(path, 'notes.txt'), ''), chmodSync(path, 0o755))],
    ['that is a file', (path: string) => writeFileSync(path, '')],
    ['below a file', (path: string) => (writeFileSync(path, ''), join(path, 'state'))],
  ])('%s is told, and no repair is offered', async (_what, make) => {
    const path = join(folder, 'home');
    const made = make(path);
    const before = statSync(path).mode;
    const finding = await findingFor(typeof made === 'string' ? made : path);
    expect(finding).toMatchObject({ outcome: 'failed', fix: expect.stringContaining('STACKYARD_HOME') as string });
    expect([finding.repair, statSync(path).mode]).toEqual([undefined, before]);
  });
});

test('a disk that cannot be asked because the folder is no folder is left out', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await inspectDisk({ stateDirectory: join(folder, 'file', 'state'), signal: AbortSignal.timeout(5000) })).toEqual([]);
});

describe('memory maps', () => {
  const image = { from: 'registry', reference: 'elasticsearch:9.1' } as const;
  const own = containerOf('search', { kind: 'elasticsearch', image, files: [{ path: '/elasticsearch.yml', content: 'discovery.type: single-node\nnode.store.allow_mmap: false\n', secret: false }] });

  test('are no matter for a stack without Elasticsearch, nor for the template, which maps none', () => {
    expect(mapCountFindings(65_530, topologyOf([containerOf('web')]))).toEqual([]);
    expect(mapCountFindings(65_530, undefined)).toMatchObject([{ outcome: 'ok' }]);
    expect(mapCountFindings(65_530, topologyOf([own]))).toMatchObject([{ outcome: 'ok', found: 'vm.max_map_count = 65530; search maps no memory' }]);
  });

  test('that are too few are told for an Elasticsearch of the user, and raised only by --fix', () => {
    const [finding] = mapCountFindings(65_530, topologyOf([own, containerOf('logs', { image })]));
    expect(finding).toMatchObject({ outcome: 'warning', fix: expect.stringMatching(/^sudo sysctl -w vm\.max_map_count=1048576 .*logs may exit with 78/) as string });
    expect(mapCountFindings(262_144, topologyOf([containerOf('logs', { image })]))).toMatchObject([{ outcome: 'ok' }]);
    expect(mapCountFindings(65_530, topologyOf([containerOf('logs', { image, environment: { 'node.store.allow_mmap': 'false' } })]))).toMatchObject([{ outcome: 'ok' }]);
  });
});
