import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mistakesOf } from './stack.test-support.ts';

const cases = readFileSync(new URL('bad-stacks.cases.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((part) => ({ title: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n') + 1) }));

describe('bad stack files', () => {
  test('there are enough of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(70);
  });

  test('each mistake says where it stands, what was expected and what to do', async () => {
    const parts = [];
    for (const { title, text } of cases) parts.push(`=== ${title}\n${text}--- is refused:\n${await mistakesOf({ text })}\n`);
    await expect(parts.join('')).toMatchFileSnapshot('bad-stacks.golden.txt');
  });
});
