import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDockerignore } from './dockerignore.ts';

describe('parseDockerignore', () => {
  test.each([
    ['node_modules', 'node_modules', true],
    ['node_modules', 'node_modules/a/b.js', true],
    // Anchored at the context, other than git's.
    ['node_modules', 'api/node_modules', false],
    ['**/node_modules', 'api/node_modules/x', true],
    ['**/node_modules', 'node_modules', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['*/temp*', 'a/temporary/x', true],
    ['temp?', 'tempa', true],
    ['temp?', 'temp', false],
    ['/dist/', 'dist/x', true],
    ['./dist', 'dist', true],
    ['a/../b', 'b', true],
    ['*\n!src', 'src/main.js', false],
    ['*\n!src', 'other', true],
    ['*\n!src\nsrc/*.log', 'src/x.log', true],
    ['!x\nx', 'x', true],
    ['# comment', '# comment', false],
    ['a.c', 'abc', false],
    ['[ab].txt', 'a.txt', true],
    ['[^ab].txt', 'a.txt', false],
    ['[a-c].txt', 'b.txt', true],
    ['[z-a].txt', 'm.txt', false],
    ['\\*.txt', '*.txt', true],
    ['\\*.txt', 'a.txt', false],
    ['logs/**/*.log', 'logs/a/b/c.log', true],
    ['logs/**/*.log', 'logs/c.log', true],
    ['', 'a', false],
    ['.', 'a', false],
  ])('%j on %s: %s', (text, path, ignored) => expect(parseDockerignore(text).leavesOut(path)).toBe(ignored));

  test('windows line ends and a byte order mark', () => expect(parseDockerignore('\uFEFFa\r\nb\r\n').leavesOut('b')).toBe(true));

  test('any text is read, and a pattern of plain words leaves out exactly its folder', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('*', '?', '[', ']', '^', '-', '\\', '!', '/', '.', 'a', 'z', '\n') }));
    fc.assert(fc.property(text, fc.string(), (patterns, path) => typeof parseDockerignore(patterns).leavesOut(path) === 'boolean'), { numRuns: 2_000 });
    const word = fc.stringMatching(/^[a-z]{1,5}$/u);
    fc.assert(fc.property(word, word, (pattern, path) => parseDockerignore(pattern).leavesOut(`${path}/x`) === (pattern === path)));
  });
});

describe('mayBringBackBelow', () => {
  test.each([
    ['*\n!api\n**/node_modules', 'api/node_modules', false],
    ['*\n!api\n**/node_modules', 'other', false],
    ['*\n!api/src', 'api', true],
    ['*\n!*/src', 'api', true],
    ['*\n!a*/src', 'web', false],
    ['dist\n!**/keep', 'dist', true],
    ['dist\n!src/**/keep', 'dist', false],
    ['!dist/keep\ndist', 'dist', false],
  ])('%j, %s: %s', (text, folder, expected) => expect(parseDockerignore(text).mayBringBackBelow(folder)).toBe(expected));

  test('a folder that is not walked has nothing to keep', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '**');
    const line = fc.tuple(fc.constantFrom('', '!'), fc.array(part, { minLength: 1, maxLength: 3 })).map(([mark, parts]) => mark + parts.join('/'));
    const below = fc.array(fc.constantFrom('a', 'b'), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), below, (lines, names) => {
        const rules = parseDockerignore(lines.join('\n'));
        const folder = names.slice(0, -1).join('/');
        fc.pre(rules.leavesOut(folder) && !rules.mayBringBackBelow(folder));
        expect(rules.leavesOut(names.join('/'))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
