import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { createMatchClient, FilterError, type MatchPort } from './match-client.ts';
import type { MatchResponse, TextFilter } from './matching.ts';

const opened: Worker[] = [];

/** The same code in a Node worker: it really blocks, and really ends. */
function nodePort(): MatchPort {
  const worker = new Worker(`const { parentPort } = require('node:worker_threads'); import(${JSON.stringify(new URL('matching.ts', import.meta.url).href)}).then(({ matchTexts }) => parentPort.on('message', (request) => parentPort.postMessage(matchTexts(request))));`, { eval: true });
  opened.push(worker);
  return {
    send: (request) => worker.postMessage(request, []),
    onAnswer: (listener) => void worker.on('message', (response: MatchResponse) => listener(response)),
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
  const client = createMatchClient(() => ({ send: () => undefined, onAnswer: () => undefined, terminate: () => port1.close() }));
  const waiting = client.match(filter('x'), ['x']);
  client.close();
  await expect(waiting).rejects.toThrow(FilterError);
});
