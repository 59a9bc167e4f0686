import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../services/engine/types.ts';
import { fakeEngine, stream } from '../kit/fake-engine.ts';
import type { FakeEngine, Handler } from '../kit/fake-engine.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { connectTo, failureOf } from './engine-support.ts';

const kanji = Buffer.from('{"status":"é日本"}\r\n');
const answers: Readonly<Record<string, Handler>> = {
  errdetail: stream(['{"status":"a"}\r\n', '{"errorDetail":{"message":"toomanyrequests"},"error":"toomanyrequests"}\r\n'], 'end'),
  nonl: stream(['{"status":"a"}\r\n', '{"errorDetail":{"message":"no trailing newline"}}'], 'end'),
  badjson: stream(['{"status":"a"}\r\nnot-json\r\n[1]\r\n', '{"status":"b"}\r\n'], 'end'),
  utf8: stream(
    Array.from(kanji, (byte) => Buffer.from([byte])),
    'end',
    1,
  ),
  cut: stream(['{"status":"a"}\r\n{"errorDetail":'], 'cut'),
  lastwords: stream(['{"status":"a"}\r\n', '{"errorDetail":{"message":"disk full"}}\r\n'], 'cut', 0),
  stall: stream(['{"status":"a"}\r\n'], 'stall'),
  silent: () => undefined,
  head: (_, response) => response.flushHeaders(),
};

let client: EngineClient;
let engine: FakeEngine;
const scratch = await scratchDirectory();
beforeAll(async () => {
  engine = await fakeEngine(scratch.file('s'), {
    '/images/create': (request, response) => answers[new URL(request.url ?? '', 'http://x').searchParams.get('fromImage') ?? '']?.(request, response),
    '/big': (_, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"a":"${'x'.repeat(6 * 1024 * 1024)}"}\n{"status":"after"}\n`),
  });
  client = await connectTo(scratch.file('s'));
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const pull = (fromImage: string, more: { readonly idleTimeout?: number; readonly deadline?: number; readonly signal?: AbortSignal } = {}): AsyncIterable<Record<string, unknown>> =>
  client.documents({ method: 'POST', path: '/images/create', query: { fromImage }, ...more });

/** The documents that came, and the error if it ended in one. */
async function read(documents: AsyncIterable<Record<string, unknown>>): Promise<{ readonly got: readonly unknown[]; readonly error?: unknown }> {
  const got: unknown[] = [];
  try {
    for await (const document of documents) got.push(document);
    return { got };
  } catch (error) {
    return { got, error };
  }
}

describe('documents (row 17)', () => {
  it('hands an error in a 200 stream on, also without a last newline', async () => {
    expect((await read(pull('errdetail'))).got.at(-1)).toMatchObject({ errorDetail: { message: 'toomanyrequests' } });
    expect((await read(pull('nonl'))).got.at(-1)).toEqual({ errorDetail: { message: 'no trailing newline' } });
  });

  it('counts what is no JSON object, and goes on', async () => {
    expect(await read(pull('badjson'))).toEqual({ got: [{ status: 'a' }, { malformed: 1 }, { malformed: 2 }, { status: 'b' }] });
  });

  it('keeps characters whole that come byte by byte', async () => {
    expect(await read(pull('utf8'))).toEqual({ got: [{ status: 'é日本' }] });
  });

  it('throws on a cut, after what came before it', async () => {
    const { got, error } = await read(pull('cut'));
    expect(got).toEqual([{ status: 'a' }]);
    expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', message: expect.stringContaining('in the middle of its answer to POST /images/create') as unknown });
  });

  it('does not lose the last words of an engine that died, however slow the reader', async () => {
    const got: unknown[] = [];
    const reading = (async () => {
      for await (const document of pull('lastwords')) {
        got.push(document);
        await new Promise((resolve) => void setTimeout(resolve, 50));
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    expect(got.at(-1)).toEqual({ errorDetail: { message: 'disk full' } });
  });

  it('throws when nothing more comes', async () => {
    const { got, error } = await read(pull('stall', { idleTimeout: 100 }));
    expect(got).toEqual([{ status: 'a' }]);
    expect(error).toMatchObject({ code: 'ENGINE_TIMEOUT', message: expect.stringContaining('sent nothing more') as unknown });
    expect(await read(pull('head', { idleTimeout: 100 }))).toMatchObject({ got: [], error: { code: 'ENGINE_TIMEOUT' } });
  });

  it('throws when the head does not come', async () => {
    const { error, took } = await failureOf(read(pull('silent', { deadline: 200 })).then(({ error }) => Promise.reject(error)));
    expect(error).toMatchObject({ code: 'ENGINE_TIMEOUT', message: expect.stringMatching(/did not answer POST \/images\/create within 200 ms\. It has not been answering since [0-9:]{8}\./) as unknown });
    expect(took).toBeLessThan(1000);
  });

  it('bounds a document', async () => {
    expect(await read(client.documents({ method: 'GET', path: '/big' }))).toEqual({ got: [{ malformed: 1 }, { status: 'after' }] });
  });

  it('ends as CANCELLED when aborted, before and within the answer', async () => {
    for (const image of ['silent', 'stall']) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      expect(await read(pull(image, { signal: controller.signal }))).toMatchObject({ error: { code: 'CANCELLED' } });
    }
    expect(await read(pull('stall', { signal: AbortSignal.abort() }))).toMatchObject({ got: [], error: { code: 'CANCELLED' } });
  });

  it('closes the connection when the reader stops early', async () => {
    const closed = Promise.withResolvers<void>();
    await using other = await fakeEngine(scratch.file('t'), {
      '/x': (request, response) => {
        request.socket.on('close', () => closed.resolve());
        stream(['{"a":1}\n'], 'stall')(request, response);
      },
    });
    await using reader = await connectTo(scratch.file('t'));
    for await (const _ of reader.documents({ method: 'GET', path: '/x' })) break;
    await closed.promise;
    expect(other.requests).toContain('GET /x');
  });
});
