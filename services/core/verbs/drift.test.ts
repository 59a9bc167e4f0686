import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { hasDrifted } from '../../contract/drift.ts';
import { openCore } from '../index.ts';

const root = join(import.meta.dirname, '..', '..', '..');

it('tells of each export that is there which files are behind, missing or edited, and changes none', async () => {
  await using scratch = await scratchDirectory();
  const file = scratch.file('stackyard.yaml');
  const write = (memory: string) => writeFile(file, `name: one\nservices:\n  cache: { template: redis, options: { maxmemory: ${memory} } }\n`);
  await write('64mb');
  await mkdir(scratch.file('home'), { mode: 0o700 });
  await using core = await openCore({ environment: { STACKYARD_HOME: scratch.file('home') }, resourcesDirectory: root });
  expect(await core.drift({ file })).toEqual({ stack: 'one', exports: [] });
  await expect(core.drift({ file, folder: scratch.file('nowhere') })).rejects.toMatchObject({ code: 'NOT_FOUND' });

  await core.export({ file, target: 'kubernetes' });
  const clean = await core.drift({ file });
  expect({ clean, drifted: hasDrifted(clean) }).toEqual({ clean: { stack: 'one', exports: [{ target: 'kubernetes', folder: scratch.file('deploy/kubernetes'), files: [] }] }, drifted: false });

  const edited = scratch.file('deploy/kubernetes/base/cache/service.yaml');
  await writeFile(edited, '# mine\nkind: Service\n');
  const kept = await core.drift({ file });
  expect(kept.exports[0]?.files).toEqual([{ path: 'base/cache/service.yaml', kind: 'kept' }]);
  expect(hasDrifted(kept)).toBe(false);

  await write('96mb');
  await rm(scratch.file('deploy/kubernetes/overlays/dev/kustomization.yaml'));
  const behind = await core.drift({ file });
  expect(behind.exports[0]?.files).toContainEqual({ path: 'overlays/dev/kustomization.yaml', kind: 'left-out' });
  expect(behind.exports[0]?.files.filter(({ kind }) => kind === 'updated').length).toBeGreaterThan(0);
  expect(hasDrifted(behind)).toBe(true);
});

it('finds the Compose files of every environment', async () => {
  await using scratch = await scratchDirectory();
  const file = scratch.file('stackyard.yaml');
  await writeFile(file, 'name: one\nservices:\n  cache: { template: redis }\n');
  await mkdir(scratch.file('home'), { mode: 0o700 });
  await using core = await openCore({ environment: { STACKYARD_HOME: scratch.file('home') }, resourcesDirectory: root });
  for (const environment of ['production', 'staging', 'dev'] as const) await core.export({ file, target: 'compose', environment });
  await writeFile(scratch.file('deploy/compose-staging/compose.yaml'), '# mine\nname: one\n');
  expect((await core.drift({ file })).exports.map(({ folder, files }) => [folder, files.map(({ kind }) => kind)])).toEqual([
    [scratch.file('deploy/compose'), []],
    [scratch.file('deploy/compose-staging'), ['kept']],
    [scratch.file('deploy/compose-dev'), []],
  ]);
});
