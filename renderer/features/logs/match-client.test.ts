import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { createMatchClient, FilterError, type MatchPort } from './match-client.ts';
import type { MatchResponse, TextFilter } from './matching.ts';

const opened: Worker[] = [];

/** The same code in a Node worker: it really blocks, and really ends. */
function nodePort(): MatchPort {
  const worker = new Worker(`const { parentPort } = require('node:worker_threads'); import(${JSON.stringify(new URL('matching.ts', import.meta.url).href)}).then(({ answerMatch }) => parentPort.on('message', (request) => answerMatch(request, (response) => parentPort.postMessage(response))));`, { eval: true });
  opened.push(worker);
  return {
    send: (request) => worker.postMessage(request, []),
    onAnswer: (listener) => void worker.on('message', (response: MatchResponse) => listener(response)),
    onFailure: (listener) => void worker.on('error', (error: Error) => listener(error.message)),
    terminate: () => void worker.terminate(),
  };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((worker) => worker.terminate()));
});

const filter = (text: string, more: Partial<TextFilter> = {}): TextFilter => ({ text, isExpression: false, matchCase: false, ...more });

it('finds words and expressions, with and without case', async () => {
  const client = createMatchClient(nodePort);
  const texts = ['Order 12 paid', 'order (x)', 'nothing'];
  expect([...(await client.match(filter('order'), texts))]).toEqual([0, 1]);
  expect([...(await client.match(filter('order', { matchCase: true }), texts))]).toEqual([1]);
  expect([...(await client.match(filter('(X)'), texts))]).toEqual([1]);
  expect([...(await client.match(filter('^order \\d+', { isExpression: true }), texts))]).toEqual([0]);
  client.close();
});

it('tells what is no regular expression', async () => {
  const client = createMatchClient(nodePort);
  await expect(client.match(filter('(', { isExpression: true }), ['x'])).rejects.toThrow(FilterError);
  expect([...(await client.match(filter('x'), ['x']))]).toEqual([0]);
  client.close();
});

it('gives up a pattern that takes for ever, and goes on with the next', async () => {
  const client = createMatchClient(nodePort);
  await expect(client.match(filter('(a+)+$', { isExpression: true }), [`${'a'.repeat(40)}!`])).rejects.toThrow('takes too long');
  expect([...(await client.match(filter('a'), ['a', 'b']))]).toEqual([0]);
  expect(opened).toHaveLength(2);
  client.close();
});

it('rejects what is waited for when it is closed', async () => {
  const { port1 } = new MessageChannel();
  const client = createMatchClient(() => ({ send: () => undefined, onAnswer: () => undefined, onFailure: () => undefined, terminate: () => port1.close() }));
  const waiting = client.match(filter('x'), ['x']);
  client.close();
  await expect(waiting).rejects.toThrow(FilterError);
});

/** Like nodePort, but the worker ends when it is asked: of the first `broken` of them. */
function endingPort(broken: number, how: 'throws' | 'ends'): MatchPort {
  if (opened.length >= broken) return nodePort();
  const worker = new Worker(`require('node:worker_threads').parentPort.on('message', () => { ${how === 'throws' ? "throw new Error('out of memory')" : 'process.exit(0)'}; });`, { eval: true });
  opened.push(worker);
  return { send: (request) => worker.postMessage(request, []), onAnswer: (listener) => void worker.on('message', listener), onFailure: (listener) => void worker.on('error', (error: Error) => listener(error.message)), terminate: () => void worker.terminate() };
}

it.each(['throws', 'ends'] as const)('a worker that %s is replaced, and nobody notices (row 74)', async (how) => {
  const client = createMatchClient(() => endingPort(1, how), { beginMilliseconds: how === 'ends' ? 1_500 : 5_000 });
  expect([...(await client.match(filter('x'), ['y', 'x']))]).toEqual([1]);
  expect(opened).toHaveLength(2);
  client.close();
});

it('workers that end again and again are told, and the next filter begins anew (row 74)', async () => {
  const client = createMatchClient(() => endingPort(2, 'throws'));
  await expect(client.match(filter('x'), ['x'])).rejects.toThrow('ended twice (out of memory). Change the filter to try again.');
  expect([...(await client.match(filter('x'), ['x']))]).toEqual([0]);
  client.close();
});
