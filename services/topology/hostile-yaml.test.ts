import { describe, expect, test } from 'vitest';
import { parseYaml } from './parse-yaml.ts';
import { createProblems } from './problems.ts';
import { loadTestStack, mistakesOf } from './stack.test-support.ts';

function refusal(text: string): string {
  const problems = createProblems();
  const tree = parseYaml({ file: 'stackyard.yaml', text }, problems);
  try {
    problems.throwIfAny();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return tree === undefined ? 'refused without a reason' : 'taken';
}

const deep = 'The file is nested more than 60 levels deep.';
const long = 'The file holds more than 100,000 YAML tokens.';
const bomb = 'Aliases (`*name`) would expand this file beyond all measure.';
const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');

// Each of these takes the parser seconds, gigabytes or its stack when nothing refuses it first.
const cases: readonly (readonly [string, string, string])[] = [
  ['100,000 open brackets', '['.repeat(100_000), deep],
  ['50,000 nested flow maps', '{a: '.repeat(50_000) + '}'.repeat(50_000), deep],
  ['100,000 nested lists on one line', `${'- '.repeat(100_000)}x`, deep],
  ['100,000 explicit keys on one line', `${'? '.repeat(100_000)}x`, deep],
  ['1,200 levels of indentation', lines(1200, (index) => `${' '.repeat(index)}a:`), deep],
  ['100 levels of indentation', lines(100, (index) => `${' '.repeat(index)}a:`), deep],
  ['90,000 keys', lines(90_000, (index) => `k${index}: 1`), long],
  ['150,000 lines with a tab', `a:\n${'\tb: 1\n'.repeat(150_000)}`, long],
  ['450,000 stray closings', '}]'.repeat(450_000), long],
  ['160,000 broken maps', ': : :\n'.repeat(160_000), long],
  ['300,000 comments', '#x\n'.repeat(300_000), long],
  ['160,000 documents', '---\na\n'.repeat(160_000), long],
  ['an alias bomb', `a: &a [${'x,'.repeat(9)}]\n${'bcdefghi'.split('').map((key, index) => `${key}: &${key} [${`*${'abcdefgh'[index]},`.repeat(9)}]`).join('\n')}`, bomb],
  ['a merge bomb', `a: &a {${lines(5000, (index) => ` k${index}: 1,`)}}\n${lines(200, (index) => `b${index}: { <<: *a }`)}`, bomb],
  ['an alias of itself', 'a: &a [*a]', 'The alias *a has no anchor before it.'],
  ['maps as keys', '? {a: b}\n: c\n'.repeat(5000), 'A key must be plain text.'],
  ['a key of a prototype', 'a: { __proto__: { polluted: true } }', 'The key "__proto__" is not allowed.'],
];

describe('hostile YAML', () => {
  test.each(cases)('%s', { timeout: 5000 }, (_title, text, reason) => {
    expect(refusal(text)).toBe(reason);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each(cases.filter(([, , reason]) => reason === bomb))('%s is told once, where it goes off', async (_title, text) => {
    const told = (await mistakesOf({ text })).split('\n').filter((line) => line.includes(bomb));
    expect(told).toEqual([expect.stringMatching(/^stackyard\.yaml:\d+:\d+ Aliases/)]);
  });

  test('what a stack may need is taken: anchors, merges, 200 services', async () => {
    const text = `x-base: 1\n`;
    expect(await mistakesOf({ text: `${text}services: { a: { image: a } }\n` })).toContain('This file has no key "x-base"');
    const merged = await loadTestStack({ text: 'services:\n  a: &base { image: a, environment: &env { A: "1" } }\n  b: { <<: *base, scale: 2 }\n  c: { <<: *base, environment: { <<: *env, A: "2", B: "3" } }\n' });
    expect(merged.services['b']).toMatchObject({ image: { reference: 'a' }, environment: { A: '1' }, scale: 2 });
    expect(merged.services['c']?.environment).toEqual({ A: '2', B: '3' });
    const many = await loadTestStack({ text: `services:\n${lines(200, (index) => `  s${index}: { template: cache${index === 0 ? '' : `, uses: [s${index - 1}]`} }`)}` });
    expect(Object.keys(many.services)).toHaveLength(200);
  });
});

describe('files that are no text', () => {
  test('a byte order mark is skipped', async () => {
    expect((await loadTestStack({ text: '\uFEFFservices: { a: { image: a } }' })).name).toBe('shop');
  });

  test('more than 1 MB is refused by its size', async () => {
    expect(await mistakesOf({ text: `# ${'x'.repeat(1_200_000)}` })).toContain('is 1.2 MB; at most 1 MB is read.');
  });
});
