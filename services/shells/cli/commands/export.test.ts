import { expect, test } from 'vitest';
import type { ExportOptions } from '../../../contract/core.ts';
import type { ExportView } from '../../../contract/export.ts';
import { memoryContext } from '../memory-output.test-support.ts';
import { exportStack } from './export.ts';

const view: ExportView = {
  stack: 'shop',
  target: 'kubernetes',
  environment: 'production',
  folder: '/shop/deploy',
  written: true,
  changes: [
    { path: 'base/a.yaml', kind: 'merged', before: 'a: 1\n', after: 'a: 2\n' },
    { path: 'base/b.yaml', kind: 'unchanged' },
    { path: 'base/c.yaml', kind: 'kept', before: 'c: 1\n' },
  ],
  translation: [{ service: 'cache', fact: 'image', outcome: 'approximated', how: 'so', why: null }],
  next: [{ does: 'Fill in the secrets' }, { does: 'Apply it', command: 'kubectl apply -k /shop/deploy/overlays/production' }],
  lint: {
    objects: 3,
    found: 2,
    waived: 1,
    rules: [
      { id: 'image-tag', title: 'Images have a tag', fix: 'Name one', tools: [], outcome: 'found', objects: 2, findings: [{ object: 'Deployment/a', message: 'It has none.' }, { object: 'Deployment/b', message: 'It has none.' }], waived: [] },
      { id: 'read-only-root', title: 'Roots are read-only', fix: 'Set it', tools: [], outcome: 'waived', objects: 2, findings: [], waived: [{ object: 'Deployment/a', message: 'It is not.', reason: 'it writes' }] },
    ],
    leftOut: [],
    unusedWaivers: [],
  },
};
const core = (result: ExportView) => ({ export: () => Promise.resolve(result) });
const quiet: ExportView = { ...view, written: false, changes: view.changes.slice(1) };

test('what was written is told file by file, with what to do next', async () => {
  const { context, stdout } = memoryContext(core(view));
  expect(await exportStack(context, 'kubernetes', {})).toBe(0);
  expect(stdout().trimEnd().split('\n')).toEqual([
    'base/a.yaml: merged with your edit',
    'base/c.yaml: your edit is kept',
    'shop: 1 file written to /shop/deploy.',
    '1 fact of the stack translated, 1 approximated, 0 dropped: see TRANSLATION.md.',
    'Lint: 2 findings (image-tag), 1 waived; all of it: kustomize build /shop/deploy/overlays/production | stackyard lint -',
    'Next: Fill in the secrets.',
    'Next: Apply it: kubectl apply -k /shop/deploy/overlays/production',
  ]);
});

test('a conflict is exit code 4', async () => {
  const { context } = memoryContext(core({ ...view, changes: [{ path: 'a', kind: 'conflict', before: 'x', after: 'y' }] }));
  expect(await exportStack(context, 'kubernetes', {})).toBe(4);
});

test('marks of a conflict that are left in a file are told', async () => {
  const { context, stdout } = memoryContext(core({ ...quiet, changes: [{ path: 'a', kind: 'kept', before: 'x', marked: 1 }, { path: 'b', kind: 'merged', before: 'x', after: 'y', marked: 2 }] }));
  expect(await exportStack(context, 'kubernetes', {})).toBe(4);
  expect(await exportStack(context, 'kubernetes', { check: true })).toBe(1);
  expect(stdout()).toContain('a: your edit is kept; 1 conflict of before is still marked in it\nb: merged with your edit; 2 conflicts of before are still marked in it\n');
});

test('only what is read is asked for', async () => {
  const asked: (boolean | undefined)[] = [];
  const asking = { export: ({ lint }: ExportOptions) => (asked.push(lint), Promise.resolve(quiet)) };
  for (const options of [{}, { check: true }, { diff: true }]) await exportStack(memoryContext(asking).context, 'kubernetes', options);
  await exportStack(memoryContext(asking, { json: true }).context, 'kubernetes', { diff: true });
  expect(asked).toEqual([true, false, false, true]);
});

test('--check is 1 when files are behind, and 0 when all that differs is the user’s', async () => {
  expect(await exportStack(memoryContext(core({ ...view, written: false })).context, 'kubernetes', { check: true })).toBe(1);
  expect(await exportStack(memoryContext(core(quiet)).context, 'kubernetes', { check: true })).toBe(0);
});

test('--diff prints patches, without what a terminal would act on', async () => {
  const { context, stdout } = memoryContext(core({ ...view, written: false, changes: [{ path: 'a.yaml', kind: 'created', after: 'a: \u001B[2J\n' }, { path: 'b.yaml', kind: 'removed', before: 'b\n' }] }));
  expect(await exportStack(context, 'kubernetes', { diff: true })).toBe(0);
  expect(stdout()).toBe('--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1,1 @@\n+a: \\x1b[2J\n--- a/b.yaml\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-b\n');
});

test('--json is the view itself', async () => {
  const { context, stdout } = memoryContext(core(view), { json: true });
  await exportStack(context, 'kubernetes', {});
  expect(JSON.parse(stdout())).toEqual(view);
});
