import { afterEach, beforeEach, expect, test } from 'vitest';
import { provideImage } from '../../services/engine/images/index.ts';
import type { ImageChoice } from '../../services/engine/images/types.ts';
import { answer, fakeEngine, stream } from '../kit/fake-engine.ts';
import type { Handler } from '../kit/fake-engine.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { connectTo, failureOf } from './engine-support.ts';
import { short } from './images-support.ts';

// Row 17 on answers that a real engine gives rarely: a pull counts only when the engine says it is complete and has the image.
let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
beforeEach(async () => {
  scratch = await scratchDirectory();
});
afterEach(() => scratch[Symbol.asyncDispose]());

const id = `sha256:${'1'.repeat(64)}`;
const there = answer({ Id: id, Os: 'linux', Architecture: 'amd64', RepoDigests: [] });
const missing = answer({ message: 'No such image: thing:1' }, 404);
const lines = (...documents: readonly unknown[]): readonly string[] => documents.map((each) => `${JSON.stringify(each)}\n`);
const begin = { status: 'Pulling from thing', id: '1' };
const done = { status: 'Status: Downloaded newer image for thing:1' };

async function pull(handlers: { readonly create: Handler; readonly image: Handler }) {
  const socket = scratch.file('engine.sock');
  await using _engine = await fakeEngine(socket, { '/images/create': handlers.create, '/images/thing:1/json': handlers.image });
  await using client = await connectTo(socket);
  const choice: ImageChoice = { service: 'one', wanted: 'thing:1', reference: 'thing:1', source: 'missing', directory: scratch.path, action: { type: 'pull', references: ['thing:1'] } };
  return await provideImage(choice, { client, environment: { HOME: scratch.path }, timings: short, signal: new AbortController().signal, report: () => undefined });
}

test('a complete pull counts, with malformed lines and a last line without its end', async () => {
  const create = stream([...lines(begin), 'not json\n', JSON.stringify(done)], 'end');
  expect(await pull({ create, image: there })).toEqual({ reference: 'thing:1', id, source: 'pulled' });
});

test.each([
  ['errorDetail', stream(lines(begin, { errorDetail: { message: 'write /x: no space left on device' }, error: 'write /x' }), 'end'), /no space left/],
  ['errorDetail in a last line without its end', stream([...lines(begin), JSON.stringify({ errorDetail: { message: 'unexpected EOF' } })], 'end'), /unexpected EOF/],
  ['an early end, although the image was there before', stream(lines(begin), 'end'), /without saying that it is complete/],
  ['nothing at all', stream([], 'end'), /without saying that it is complete/],
] as const)('%s is a failure', async (_name, create, words) => {
  const { error } = await failureOf(pull({ create, image: there }));
  expect(error.code).toBe('IMAGE_UNAVAILABLE');
  expect(error.message).toMatch(words);
});

test('an engine that says "complete" but has no such image is not believed', async () => {
  const { error } = await failureOf(pull({ create: stream(lines(begin, done), 'end'), image: missing }));
  expect(error).toMatchObject({ code: 'IMAGE_UNAVAILABLE', message: expect.stringContaining('does not have the image') as string });
});

test('a cut is about the engine, not about the image', async () => {
  const { error } = await failureOf(pull({ create: stream(lines(begin), 'cut'), image: there }));
  expect(error.code).toBe('ENGINE_UNREACHABLE');
});
