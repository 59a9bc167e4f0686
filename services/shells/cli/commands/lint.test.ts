import { expect, test } from 'vitest';
import type { LintReport } from '../../../contract/lint.ts';
import { waiver } from '../input/values.ts';
import { memoryContext } from '../memory-output.test-support.ts';
import { lint } from './lint.ts';

const words = { title: 'Images have a tag', fix: 'Name one.', tools: ['trivy/KSV-0013'], objects: 1 };
const report: LintReport = {
  objects: 1,
  found: 1,
  waived: 1,
  rules: [
    { ...words, id: 'image-tag', outcome: 'found', findings: [{ object: 'Pod/a', message: 'Container "a\u001B[5m" has none', at: { file: 'a.yaml', line: 3, column: 1 } }], waived: [] },
    { ...words, id: 'cpu-limit', outcome: 'waived', findings: [], waived: [{ object: 'Pod/a', message: 'It has none', reason: 'a test' }] },
    { ...words, id: 'three-replicas', outcome: 'off', findings: [], waived: [], reason: 'two are enough' },
  ],
  leftOut: [{ file: 'chart', reason: 'it is a chart' }],
  unusedWaivers: [{ rule: 'x', object: 'Pod/a', reason: 'r' }],
};
const core = (result: LintReport) => ({ lint: () => Promise.resolve(result) });

test('findings are told with their place and next step, and are exit code 1', async () => {
  const { context, stdout, stderr } = memoryContext(core(report));
  expect(await lint(context, [], { format: 'text' })).toBe(1);
  expect(stdout().trimEnd().split('\n')).toEqual([
    'image-tag  Images have a tag',
    '  Pod/a: Container "a" has none (a.yaml:3)',
    '  Name one.',
    '',
    'waived  cpu-limit Pod/a: It has none — a test',
    'not judged: chart: it is a chart',
    '1 object, 2 rules: 1 finding of 1 rule, 1 waived. 1 rule off (--all).',
  ]);
  expect(stderr()).toBe('warning: nothing was waived by x@Pod/a.\n');
});

test('--json is the report itself', async () => {
  const { context, stdout } = memoryContext(core({ ...report, found: 0 }), { json: true });
  expect(await lint(context, ['a.yaml'], { format: 'text' })).toBe(0);
  expect(JSON.parse(stdout())).toEqual({ ...report, found: 0 });
});

test('waivers are read from words, and refused without a reason', () => {
  expect(waiver('kube-score/pod-probes@Deployment/api=asks = twice', waiver('a=b'))).toEqual([{ rule: 'a', reason: 'b' }, { rule: 'kube-score/pod-probes', object: 'Deployment/api', reason: 'asks = twice' }]);
  for (const text of ['a', 'a=', 'a= ', '=b', 'a@=b']) expect(() => waiver(text)).toThrow(/rule=reason/);
});
