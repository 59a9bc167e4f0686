import { expect, test } from 'vitest';
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
  lint: { found: 2, waived: 1, rules: ['image-tag'] },
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
    'Fill in overlays/production/secrets/*.env, then: kubectl apply -k /shop/deploy/overlays/production',
  ]);
});

test('a conflict is exit code 4', async () => {
  const { context } = memoryContext(core({ ...view, changes: [{ path: 'a', kind: 'conflict', before: 'x', after: 'y' }] }));
  expect(await exportStack(context, 'kubernetes', {})).toBe(4);
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
