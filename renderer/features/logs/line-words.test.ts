import { expect, it } from 'vitest';
import { lineWords } from './line-words.ts';

it('tells a JSON line by its message and its other fields', () => {
  expect(lineWords('{"level":30,"time":1,"pid":7,"msg":"order taken","order":"ord-1","items":[1,2]}')).toEqual({ message: 'order taken', fields: [['order', 'ord-1'], ['items', '[1,2]']] });
});

it('a JSON line without a message is its fields; other text is itself', () => {
  expect(lineWords('{"method":"GET","status":200}')).toEqual({ message: '', fields: [['method', 'GET'], ['status', '200']] });
  expect(lineWords('{not json}')).toEqual({ message: '{not json}', fields: [] });
  expect(lineWords('[1,2]').message).toBe('[1,2]');
});

it('a request is told as one reads it, and what says nothing is left out', () => {
  expect(lineWords('{"agent":"-","bytes":87,"method":"POST","path":"/orders","referer":null,"status":201}')).toEqual({ message: 'POST /orders 201', fields: [['bytes', '87']] });
  expect(lineWords('{"msg":"request","method":"GET","path":"/livez"}').message).toBe('request GET /livez');
});

it.each([
  ['2026-11-26 17:09:52.023883+00:00 [info] <0.1> accepting', '<0.1> accepting'],
  ['2026/11/26 17:09:52 [error] upstream', 'upstream'],
  ['[2026-11-26T17:09:52,123Z] started', 'started'],
  ['2026-11-26 17:09:52', '2026-11-26 17:09:52'],
  ['[warn] disk', 'disk'],
  ['[worker] error', '[worker] error'],
  ['[info]', '[info]'],
])('%j leaves out the time and the level that have columns of their own', (text, message) => {
  expect(lineWords(text).message).toBe(message);
});

it('is cut to what a row can show, and stays harmless', () => {
  expect(lineWords('x'.repeat(1_000_000)).message).toHaveLength(2_001);
  expect(lineWords(JSON.stringify({ msg: 'a\u202Eb', evil: '\u0000' }))).toEqual({ message: 'a‹U+202E›b', fields: [['evil', '␀']] });
});
