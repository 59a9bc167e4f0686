import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogLine } from '../../contract/results.ts';
import { createRedactor } from '../../store/redactor.ts';
import { openLogFile } from './log-file.ts';
import { readLog, type ReadLogOptions } from './log-reader.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-log-'));
  path = join(folder, 'web.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function linesOf(options: ReadLogOptions = {}): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of readLog(path, 'web', options)) lines.push(line);
  return lines;
}

test('keeps streams apart, whatever way the output is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text)), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 7 }), async (texts, size) => {
      rmSync(path, { force: true });
      const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
      using log = openLogFile(path, { redactor: createRedactor() });
      for (let at = 0; at < bytes.length; at += size) {
        log.write('stdout', bytes.subarray(at, at + size));
        log.write('stderr', Buffer.from('e\n'));
      }
      const lines = await linesOf();
      expect(lines.filter((line) => line.stream === 'stdout').map((line) => line.text)).toEqual(texts);
      expect(lines.filter((line) => line.stream === 'stderr')).toHaveLength(Math.ceil(bytes.length / size));
    }),
    { numRuns: 60 },
  );
});

test('a line without end is written when the process has gone, and JSON is recognised', async () => {
  using log = openLogFile(path, { redactor: createRedactor() });
  log.write('stderr', Buffer.from('{"level":"info"}'));
  expect(await linesOf()).toEqual([]);
  log.flush();
  expect(await linesOf()).toMatchObject([{ service: 'web', stream: 'stderr', text: '{"level":"info"}', json: { level: 'info' } }]);
});

test('secrets are replaced before they reach the disk', () => {
  using log = openLogFile(path, { redactor: createRedactor(['hunter2hunter2']) });
  log.write('stdout', Buffer.from('url redis://:hunter2'));
  log.write('stdout', Buffer.from('hunter2@127.0.0.1\n'));
  expect(readFileSync(path, 'utf8')).toMatch(/stdout F url redis:\/\/:\[secret\]@127\.0\.0\.1\n$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('is turned over at its size, keeps three files, and a follower misses no line', async () => {
  using log = openLogFile(path, { redactor: createRedactor(), maximumBytes: 4_000 });
  const stop = new AbortController();
  const seen: string[] = [];
  const done = Promise.withResolvers<void>();
  const following = (async () => {
    for await (const line of readLog(path, 'web', { follow: true, signal: stop.signal })) {
      seen.push(line.text);
      if (line.text === 'last') done.resolve();
    }
  })();
  for (let number = 0; number < 300; number++) {
    log.write('stdout', Buffer.from(`line ${number} ${'x'.repeat(40)}\n`));
    if (number % 20 === 0) await waitFor(() => seen.length > number);
  }
  log.write('stdout', Buffer.from('last\n'));
  await done.promise;
  stop.abort();
  await following;
  expect(seen.map((text) => text.split(' ')[1])).toEqual([...Array.from({ length: 300 }, (_, number) => String(number)), undefined]);
  expect(readdirSync(folder).sort()).toEqual(['web.log', 'web.log.1', 'web.log.2']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(4_000);
});

test('tail and since cut what is there', async () => {
  using log = openLogFile(path, { redactor: createRedactor() });
  log.write('stdout', Buffer.from('a\nb\nc\n'));
  expect((await linesOf({ tail: 2 })).map((line) => line.text)).toEqual(['b', 'c']);
  expect(await linesOf({ tail: 0 })).toEqual([]);
  expect(await linesOf({ since: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
});

test('an endless line does not fill the memory: it is written in parts', async () => {
  using log = openLogFile(path, { redactor: createRedactor() });
  for (let part = 0; part < 10; part++) log.write('stdout', Buffer.alloc(30_000, 'y'));
  log.write('stdout', Buffer.from('\n'));
  const lines = await linesOf();
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.map((line) => line.text).join('')).toBe('y'.repeat(300_000));
});

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
