import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { printDocuments, printYaml } from './yaml.ts';

/** Text that some reader of YAML takes for something else. */
const dangerous = ['no', 'NO', 'on', 'y', '22:22', '1e3', '0x1f', '0o17', '017', '1_000', '~', 'null', '.inf', '.5', '-1', '+1', '=', '<<', '2001-01-01', 'true', '', ' ', 'a: b', 'a #b', '#a', '- a', '&a', '*a', '!a', '|', '>', '%a', '@a', '`a', '"', "'", 'a\tb', 'a\r\nb', '\u0085', '\u2028', '\uFEFF', '{a}', '[a]', 'key:', '---', '...', '\u0000', '12:30:45', '1.', 'e0', 'E10', 'x'.repeat(2000)];

const value = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(...dangerous), fc.string(), fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()), fc.array(fc.string(), { maxLength: 4 }).map((lines) => lines.join('\n')), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(...dangerous)).filter((key) => key !== '__proto__' && key !== '<<' && key.length < 1000), tie('value'), { maxKeys: 4, noNullPrototype: true })),
})).value;

test.each(['1.2', '1.1'] as const)('whatever is printed is read back as it was, by YAML %s', (version) => {
  fc.assert(fc.property(value, (given) => {
    expect(parse(printYaml(given), { version, uniqueKeys: false })).toEqual(given);
  }), { numRuns: 500 });
});

test.each(dangerous.filter((text) => text.length < 100))('%j stands in quotes', (text) => {
  expect(printYaml({ key: text })).toMatch(/^key: (".*"|\|[\s\S]*)\n$/);
});

test('documents are apart, and lists stand as in the examples of Kubernetes', () => {
  const text = printDocuments([{ kind: 'A', spec: { args: ['-c', 'echo hello\nexit 1\n'], empty: [], none: {}, gone: undefined, memory: '64Mi' } }, { kind: 'B' }]);
  expect(text).toBe('kind: A\nspec:\n  args:\n  - "-c"\n  - |\n    echo hello\n    exit 1\n  empty: []\n  none: {}\n  memory: 64Mi\n---\nkind: B\n');
  expect(parseAllDocuments(text)).toHaveLength(2);
});
