import { expect, it } from 'vitest';
import { levelOf } from './level.ts';

it.each([
  ['{"level":30}', { level: 30 }, 'info'],
  ['{"level":"WARN"}', { level: 'WARN' }, 'warning'],
  ['{"log.level":"error"}', { 'log.level': 'error' }, 'error'],
  ['{"msg":"error in the text counts for nothing"}', { msg: 'x' }, 'none'],
  ['{"level":999}', { level: 999 }, 'none'],
] as const)('reads the level of the JSON line %s', (text, json, level) => {
  expect(levelOf(text, json)).toBe(level);
});

it.each([
  ['2026-11-26 10:04:11.482 [warning] <0.720.0> disk is nearly full', 'warning'],
  ['[2026-11-26 10:04:11][1][critical][main] cannot bind', 'fatal'],
  ['1:M 26 Nov 2026 10:04:11.482 * Ready to accept connections', 'none'],
  ['level=error msg="no route"', 'error'],
  ['ERROR: relation "orders" does not exist', 'error'],
  ['an informal note about errors', 'none'],
  ['', 'none'],
] as const)('reads the level of the plain line %s', (text, level) => {
  expect(levelOf(text, undefined)).toBe(level);
});
