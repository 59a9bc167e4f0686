import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { snippet, type Values } from './snippets.ts';

const values: Values = [
  ['URL', 'redis://:pass@127.0.0.1:6379/0'],
  ['SPACES', 'two words # no comment'],
  ['EMPTY', ''],
  ['DOLLAR', '$(id) `id` "x"'],
];

it('gives a shell exactly the values, run by a shell', () => {
  const all: Values = [...values, ['QUOTE', "it's\nhere"]];
  const printed = execFileSync('sh', ['-c', `${snippet(all, 'shell')}\nprintf '%s\\0' ${all.map(([name]) => `"$${name}"`).join(' ')}`], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(all.map(([, value]) => value));
});
it('gives a dotenv reader exactly the values', () => {
  expect(parseEnv(snippet(values, 'dotenv'))).toEqual(Object.fromEntries(values));
});
it('is JSON where it says so', () => {
  expect(JSON.parse(snippet(values, 'json'))).toEqual(Object.fromEntries(values));
});
