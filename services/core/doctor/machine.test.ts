import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectDisk, inspectStateDirectory } from './machine.ts';

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

  test.skipIf(process.geteuid?.() === 0)('that cannot be made is told', async () => {
    chmodSync(folder, 0o500);
    expect(await findingFor(join(folder, 'deep', 'state'))).toMatchObject({ outcome: 'failed', found: expect.stringContaining(`${folder} cannot be written`) as string });
    chmodSync(folder, 0o700);
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
