import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../services/engine/logs/lines.ts';
import { mergeByTime } from '../../services/engine/logs/merge.ts';
import type { EngineClient } from '../../services/engine/types.ts';
import { connectTo, failureOf, realSocket, takeAll, until } from './engine-support.ts';

let client: EngineClient;
const made: string[] = [];
let number = 0;
beforeAll(async () => {
  client = await connectTo(realSocket);
});
afterAll(async () => {
  for (const id of made) await client.call({ method: 'DELETE', path: `/containers/${id}`, query: { force: true }, deadline: 30_000 });
  await client[Symbol.asyncDispose]();
});

async function run(script: string, options: { readonly tty?: boolean; readonly wait?: boolean } = {}): Promise<string> {
  const body = { Image: 'local/debian:dev', Cmd: ['bash', '-c', script], Tty: options.tty === true, HostConfig: { Init: true } };
  const { Id } = await client.call<{ readonly Id: string }>({ method: 'POST', path: '/containers/create', query: { name: `sy-engine-logs-${process.pid}-${(number += 1)}` }, body });
  made.push(Id);
  await client.call({ method: 'POST', path: `/containers/${Id}/start`, deadline: 30_000 });
  if (options.wait !== false) await client.call({ method: 'POST', path: `/containers/${Id}/wait`, deadline: 60_000 });
  return Id;
}

/** Long lines that differ would fill the screen. */
const digest = (text: string): string => `${text.length}: ${text.slice(0, 20)} … ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;

describe('logs', () => {
  it('keeps long lines, characters and both streams exact (row 13)', async () => {
    const id = await run(`head -c 40000 /dev/zero | tr '\\0' x; echo; for i in $(seq 3000); do printf 'é日'; done; echo; echo oh no >&2; printf 'no newline'`);
    const lines = await takeAll(linesOf(client.logs(id, { timestamps: true }), { service: 's', replica: 1 }));
    const out = lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text);
    // Above 16 KiB the engine itself (json-file) breaks a character that its messages cut.
    expect(out.map(digest)).toEqual(['x'.repeat(40_000), 'é日'.repeat(3000), 'no newline'].map(digest));
    expect(lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['oh no']);
    expect(lines.every(({ time }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/u.test(time))).toBe(true);
  });

  it('reads a TTY as it is, also what looks like a header, and finds the times within long lines', async () => {
    const id = await run(`printf '\\001\\000\\000\\000\\000\\000\\000\\002AB\\n'; head -c 40000 /dev/zero | tr '\\0' y; echo; head -c 16384 /dev/zero | tr '\\0' z; echo; echo end`, { tty: true });
    const frames = await takeAll(client.logs(id, {}));
    expect(Buffer.concat(frames.map(({ data }) => data)).subarray(0, 12).toString('latin1')).toBe('\u0001\0\0\0\0\0\0\u0002AB\r\n');
    const lines = await takeAll(linesOf(client.logs(id, { timestamps: true }), { service: 's', replica: 1, raw: true }));
    expect(lines.map(({ text }) => digest(text.replaceAll('\0', '')))).toEqual(['\u0001\u0002AB', 'y'.repeat(40_000), 'z'.repeat(16_384), 'end'].map(digest));
  });

  it('gives the last lines, and those since a moment', async () => {
    const id = await run('for i in 1 2 3 4 5; do echo $i; sleep 0.05; done');
    const all = await takeAll(linesOf(client.logs(id, { timestamps: true }), { service: 's', replica: 1 }));
    const texts = async (options: Parameters<EngineClient['logs']>[1]): Promise<readonly string[]> => (await takeAll(linesOf(client.logs(id, { ...options, timestamps: true }), { service: 's', replica: 1 }))).map(({ text }) => text);
    expect(await texts({ tail: 2 })).toEqual(['4', '5']);
    expect(await texts({ since: Math.ceil(Date.parse(all[2]?.time ?? '')) + 1 })).toEqual(['4', '5']);
  });

  it('interleaves what several containers say, while they say it', async () => {
    const script = (name: string): string => `for i in $(seq 20); do echo ${name} $i; sleep 0.02; done; sleep 1000`;
    const ids = await Promise.all(['a', 'b'].map((name) => run(script(name), { wait: false })));
    const stop = new AbortController();
    const seen: { readonly time: string; readonly text: string }[] = [];
    const sources = ids.map((id, index) => (signal: AbortSignal) => linesOf(client.logs(id, { follow: true, timestamps: true, signal }), { service: 's', replica: index + 1 }));
    const reading = (async () => {
      for await (const line of mergeByTime(sources, { window: 100, signal: stop.signal })) seen.push(line);
    })();
    await until('all lines', () => seen.length === 40, 30_000);
    stop.abort();
    const { error, took } = await failureOf(reading);
    expect(error.code).toBe('CANCELLED');
    expect(took).toBeLessThan(1000);
    expect(seen.map(({ time }) => time)).toEqual(seen.map(({ time }) => time).toSorted());
  });

  it('is bounded when nobody reads, and ends at once when left (row 14)', async () => {
    const id = await run('timeout 20 yes', { wait: false });
    const before = process.memoryUsage().rss;
    let lines = 0;
    const began = performance.now();
    for await (const _ of linesOf(client.logs(id, { follow: true, timestamps: true }), { service: 's', replica: 1 })) {
      lines += 1;
      if (lines % 20_000 === 0) await new Promise((resolve) => void setTimeout(resolve, 100));
      if (performance.now() - began > 4000) break;
    }
    expect(lines).toBeGreaterThan(20_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('says NOT_FOUND for a container that is not there', async () => {
    expect((await failureOf(takeAll(client.logs('sy-engine-none', {})))).error).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });
});

describe('exec', () => {
  it('gives exit code and output, caps it, and ends in time', async () => {
    const id = await run('sleep 1000', { wait: false });
    expect(await client.exec(id, ['bash', '-c', 'echo out; echo err >&2; exit 7'])).toEqual({ exitCode: 7, output: expect.stringMatching(/^(out\nerr|err\nout)\n$/u) as unknown });
    expect((await client.exec(id, ['head', '-c', '200000', '/dev/zero'])).output.length).toBe(65_536);
    expect((await client.exec(id, ['id', '-un'], { user: 'nobody' })).output).toBe('nobody\n');
    const late = await failureOf(client.exec(id, ['sleep', '60'], { deadline: 300 }));
    expect(late.error).toMatchObject({ code: 'NOT_READY', message: expect.stringContaining('did not end within 300 ms') as unknown });
    expect((await failureOf(client.exec(id, ['sleep', '60'], { signal: AbortSignal.timeout(200) }))).error.code).toBe('CANCELLED');
    expect([126, 127]).toContain((await client.exec(id, ['/nonexistent'])).exitCode);
    expect((await failureOf(client.exec('sy-engine-none', ['true']))).error).toMatchObject({ code: 'NOT_FOUND' });
  });
});
