import { expect, test } from 'vitest';
import type { DriftView } from '../../../contract/drift.ts';
import { memoryContext } from '../memory-output.test-support.ts';
import { drift } from './drift.ts';

const run = async (view: DriftView): Promise<{ readonly code: number; readonly lines: readonly string[] }> => {
  const { context, stdout } = memoryContext({ drift: () => Promise.resolve(view) });
  return { code: await drift(context, { env: 'production' }), lines: stdout().trimEnd().split('\n') };
};

test('what differs is told by place, and is exit code 1', async () => {
  const files = [{ path: 'base/api.yaml', kind: 'updated' }, { path: 'base/web.yaml', kind: 'kept' }] as const;
  const objects = [{ object: 'Deployment/api', change: 'changed', fields: ['/spec/replicas'] }, { object: 'Service/old', change: 'pruned', fields: [] }] as const;
  expect(await run({ stack: 'shop', exports: [{ target: 'kubernetes', folder: '/shop/deploy/kubernetes', files }], cluster: { context: 'prod', namespace: 'shop', objects } })).toEqual({
    code: 1,
    lines: ['kubernetes: 2 files of /shop/deploy/kubernetes:', '  base/api.yaml: behind the model', '  base/web.yaml: has an edit of yours', 'shop of prod: 2 objects:', '  Deployment/api: differs (/spec/replicas)', '  Service/old: the model has it no more'],
  });
});

test('an edit of the user, and data that nothing asks for, are told and are no drift', async () => {
  const objects = [{ object: 'PersistentVolumeClaim/data-0', change: 'kept', fields: [] }] as const;
  expect((await run({ stack: 'shop', exports: [{ target: 'helm', folder: '/h', files: [{ path: 'a', kind: 'kept' }] }], cluster: { context: 'prod', namespace: 'shop', objects } })).code).toBe(0);
  expect(await run({ stack: 'shop', exports: [] })).toEqual({ code: 0, lines: ['shop: nothing is exported yet; stackyard export kubernetes begins.'] });
});
