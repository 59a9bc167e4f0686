import { expect, test } from 'vitest';
import type { DeployOptions } from '../../../contract/core.ts';
import type { DeployItem } from '../../../contract/deploy.ts';
import { serviceImage } from '../input/values.ts';
import { memoryContext, stream } from '../memory-output.test-support.ts';
import { deploy } from './deploy.ts';

const nothing = { created: 0, changed: 0, unchanged: 0, recreated: 0, pruned: 0, kept: 0 };
const done = (changes: Partial<typeof nothing>, dryRun = false): DeployItem => ({ type: 'done', context: 'prod', namespace: 'shop', environment: 'production', dryRun, changes: { ...nothing, ...changes }, duration: 1_500 });
const items: readonly DeployItem[] = [
  { type: 'note', message: 'shop to \u001B[5mprod' },
  { type: 'object', object: 'Deployment/api', change: 'changed', fields: ['/a', '/b', '/c', '/d', '/e'] },
  { type: 'object', object: 'Service/api', change: 'unchanged', fields: [] },
  { type: 'workload', object: 'Deployment/api', state: 'waiting', ready: 1, wanted: 2, reasons: ['api-1 runs and is not ready yet'] },
  { type: 'object', object: 'Deployment/old', change: 'pruned', fields: [] },
  done({ changed: 1, pruned: 1, unchanged: 1 }),
];

test('progress goes to the standard error, and what came of it to the standard output', async () => {
  const asked: DeployOptions[] = [];
  const { context, stdout, stderr } = memoryContext({
    deploy: (options) => {
      asked.push(options);
      return stream(...items);
    },
  });
  await deploy(context, { context: 'prod', env: 'production', timeout: 60, image: [['api', 'ghcr.io/me/api:2']] });
  expect(asked).toMatchObject([{ context: 'prod', environment: 'production', images: { api: 'ghcr.io/me/api:2' }, dryRun: false, force: false, timeoutSeconds: 60 }]);
  expect(stderr().trimEnd().split('\n')).toEqual([
    'shop to prod',
    'Deployment/api: changed (/a, /b, /c, /d and 1 more)',
    'Deployment/api: waiting, 1 of 2',
    '  api-1 runs and is not ready yet',
    'Deployment/old: removed: the stack does not have it any more',
  ]);
  expect(stdout()).toBe('shop of prod: 1 changed, 1 pruned, 1 unchanged, everything ready (1.5 s).\n');
});

test('a dry run says that nothing was changed, and a cluster that is as meant that there is nothing to do', async () => {
  const said = async (item: DeployItem): Promise<string> => {
    const { context, stdout } = memoryContext({ deploy: () => stream(item) });
    await deploy(context, { context: 'prod', env: 'production', timeout: 60, dryRun: true });
    return stdout();
  };
  expect(await said(done({ created: 3 }, true))).toBe('shop of prod: 3 created, 0 unchanged; nothing was changed (1.5 s).\n');
  expect(await said(done({ unchanged: 9 }))).toBe('Nothing to do: shop of prod has all 9 objects as they are meant (1.5 s).\n');
});

test('--json is one item a line', async () => {
  const { context, stdout } = memoryContext({ deploy: () => stream(...items) }, { json: true });
  await deploy(context, { context: 'prod', env: 'production', timeout: 60 });
  expect(stdout().trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(items);
});

test('an image is given for a service', () => {
  expect(serviceImage('api=ghcr.io/me/api:1.4.2', [['web', 'x']])).toEqual([['web', 'x'], ['api', 'ghcr.io/me/api:1.4.2']]);
  for (const wrong of ['api', '=x', 'api=', 'API=x', 'api=a b']) expect(() => serviceImage(wrong)).toThrow('Expected SERVICE=IMAGE');
});
