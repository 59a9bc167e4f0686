import { expect, test } from 'vitest';
import type { ImportOptions } from '../../../contract/core.ts';
import type { ImportView } from '../../../contract/views/import-view.ts';
import { memoryContext } from '../memory-output.test-support.ts';
import { importStack } from './import.ts';

const view: ImportView = {
  stack: 'shop',
  file: '/shop/stackyard.yaml',
  written: true,
  text: 'name: shop\n# \u001B[2J\n',
  sources: ['/shop/compose.yaml'],
  report: [
    { service: 'api', fact: 'image api:1', outcome: 'carried', how: 'as it is', why: null },
    { service: 'api', fact: 'port 80:80', outcome: 'approximated', how: 'port http of 127.0.0.1 only', why: 'it was reachable from other machines' },
    { service: null, fact: 'version', outcome: 'dropped', how: 'not carried', why: null },
  ],
};

function core(result: ImportView) {
  const asked: ImportOptions[] = [];
  return { asked, import: (options: ImportOptions) => (asked.push(options), Promise.resolve(result)) };
}

test('what is not just the same is told, the worst first, and what to do next', async () => {
  const { context, stdout } = memoryContext(core(view));
  await importStack(context, [], {});
  expect(stdout().trimEnd().split('\n')).toEqual([
    'dropped  shop: version → not carried',
    'approximated  api: port 80:80 → port http of 127.0.0.1 only',
    '  it was reachable from other machines',
    '3 facts of 1 file: 1 carried, 1 approximated, 1 dropped.',
    'shop: written to /shop/stackyard.yaml. Then: stackyard plan',
  ]);
});

test('--dry-run prints the exact file on stdout and the rest on stderr', async () => {
  const { context, stdout, stderr } = memoryContext(core({ ...view, written: false }));
  await importStack(context, [], { dryRun: true });
  expect(stdout()).toBe(view.text);
  expect(stderr()).toContain('3 facts of 1 file');
});

test('words are passed on', async () => {
  const fake = core(view);
  await importStack(memoryContext(fake).context, ['a.yaml', 'b.yaml'], { out: 'x', name: 'n', profile: ['p'], report: 'r.md', force: true });
  expect(fake.asked).toEqual([{ folder: '.', preview: false, force: true, files: ['a.yaml', 'b.yaml'], name: 'n', profiles: ['p'], out: 'x', report: 'r.md' }]);
});

test('--json is the view itself', async () => {
  const { context, stdout } = memoryContext(core(view), { json: true });
  await importStack(context, [], {});
  expect(JSON.parse(stdout())).toEqual(view);
});
