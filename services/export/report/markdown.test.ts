import { expect, it } from 'vitest';
import { translationMarkdown } from './markdown.ts';

it('says first what cannot be expressed, in cells that hold', () => {
  const text = translationMarkdown('shop', [
    { service: 'cache', fact: 'image', outcome: 'carried', how: 'as it is', why: null },
    { service: null, fact: 'a|b', outcome: 'refused', how: 'not', why: 'two\nlines' },
  ]);
  expect(text).toBe('# How shop was translated\n\nWritten by `stackyard export`, anew each time.\n\n## Cannot be expressed: 1\n\n| Service | Fact | How | Why |\n|---|---|---|---|\n| (stack) | a\\|b | not | two lines |\n\n## Carried: 1\n\n| Service | Fact | How | Why |\n|---|---|---|---|\n| cache | image | as it is |  |\n');
});
