import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { openCore } from '../index.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Nothing listens there: what is said before the cluster is asked is all that this test wants to hear. */
const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{ name: nowhere, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: nobody, user: { token: none } }]
contexts: [{ name: away, context: { cluster: nowhere, user: nobody } }]
`;

it('knows the services whose images are named, names edits of the export that are not deployed, and says how they are', async () => {
  await using scratch = await scratchDirectory();
  const file = scratch.file('stackyard.yaml');
  await writeFile(file, 'name: one\nservices:\n  cache: { template: redis }\n');
  await writeFile(scratch.file('kubeconfig'), kubeconfig);
  await mkdir(scratch.file('home'), { mode: 0o700 });
  await using core = await openCore({ environment: { STACKYARD_HOME: scratch.file('home') }, resourcesDirectory: root });
  const notes = async (): Promise<readonly string[]> => {
    const said: string[] = [];
    await expect(async () => {
      for await (const item of core.deploy({ file, context: 'away', kubeconfig: scratch.file('kubeconfig'), environment: 'staging' })) if (item.type === 'note') said.push(item.message);
    }).rejects.toMatchObject({ message: expect.stringContaining('127.0.0.1:1') as unknown });
    return said;
  };
  const deployed = core.deploy({ file, context: 'away', kubeconfig: scratch.file('kubeconfig'), images: { cahce: 'redis:8' } });
  await expect(async () => {
    for await (const item of deployed) expect(item).toBeUndefined();
  }).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('cahce') as unknown });

  expect(await notes()).toEqual([expect.stringContaining('one to the namespace one-staging of away')]);

  await core.export({ file, target: 'kubernetes' });
  expect(await notes()).toHaveLength(1);

  const folder = scratch.file('deploy/kubernetes');
  const edited = join(folder, 'base/cache/stateful-set.yaml');
  await writeFile(edited, (await readFile(edited, 'utf8')).replace('revisionHistoryLimit: 5', 'revisionHistoryLimit: 2'));
  await rm(join(folder, 'base/cache/service-account.yaml'));
  // Of another environment, and for people.
  for (const path of ['overlays/dev/kustomization.yaml', 'TRANSLATION.md']) await writeFile(join(folder, path), '# mine\n');
  const [, note = ''] = await notes();
  expect(note).toContain('base/cache/service-account.yaml, base/cache/stateful-set.yaml, which are not deployed');
  expect(note).toContain(`kubectl apply -k ${join(folder, 'overlays/staging')}`);
});
