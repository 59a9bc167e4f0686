import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../contract/results.ts';
import { logs } from '../commands/logs.ts';
import { memoryContext, stream } from '../memory-output.test-support.ts';
import { batches } from './batches.ts';
import { logFormatter } from './format-line.ts';
import { lineFilter } from './grep.ts';

const line = (text: string, more: Partial<LogLine> = {}): LogLine => ({ service: 'api', replica: 1, stream: 'stdout', time: '2026-01-31T09:41:07.250123456Z', text, ...more });
const shown = (text: string) => text.replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, 'TIME');
const plain = logFormatter((_, text) => text);

describe('a line', () => {
  test('of text', () => {
    expect(shown(plain(line('listening')))).toBe('api | TIME listening');
  });

  test.each([
    [{ level: 30, time: 1, msg: 'order placed', order: 'A 1', items: 2 }, 'INFO  order placed order="A 1" items=2'],
    [{ severity: 'ERROR', message: 'no route', error: { code: 1 } }, 'ERROR no route error={"code":1}'],
    [{ '@timestamp': 'x', 'log.level': 'WARN', message: 'heap' }, 'WARN  heap'],
    [{ only: 'fields' }, 'only=fields'],
    [{ message: { nested: true } }, 'message={"nested":true}'],
  ])('of JSON %j', (json, expected) => {
    expect(shown(plain(line(JSON.stringify(json), { json })))).toBe(`api | TIME ${expected}`);
  });

  test('of a hostile service, in text and in JSON', () => {
    expect(shown(plain(line('\u001B[2J\u0007x')))).toBe(String.raw`api | TIME \x1b[2J\x07x`);
    expect(shown(plain(line('', { json: { msg: 'a\u001B]0;t\u0007', key: '\u202E', '\u001B[1A': 'x' } })))).not.toMatch(/\p{Cc}|\u202E/u);
  });

  test('tells replicas apart once there are several, and aligns names', () => {
    const format = logFormatter((_, text) => text);
    expect([line('a', { service: 'worker', replica: 2 }), line('b', { service: 'worker' }), line('c')].map((each) => shown(format(each)))).toEqual(['worker-2 | TIME a', 'worker-1 | TIME b', 'api      | TIME c']);
  });
});

describe('grep', () => {
  test('keeps the lines that match', () => {
    const keep = lineFilter<string>(/order [0-9]+/, (text) => text);
    expect(keep(['order 12', 'order x', 'order 3'])).toEqual(['order 12', 'order 3']);
  });

  test.each(['(a+)+$', '(a|a)*b', String.raw`(.*)\1{9}x`])('a catastrophic %s is refused within a second', (source) => {
    const keep = lineFilter<string>(new RegExp(source), (text) => text);
    const started = performance.now();
    expect(() => keep([`${'a'.repeat(5000)}!`])).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('the command shows only matches, exact with --json', async () => {
    const items = [line('one'), line('two \u001B[31m'), line('three')];
    const { context, stdout } = memoryContext({ logs: () => stream(...items) }, { json: true });
    await logs(context, [], { grep: /^t/ });
    expect(
      stdout()
        .trimEnd()
        .split('\n')
        .map((text) => (JSON.parse(text) as LogLine).text),
    ).toEqual(['two \u001B[31m', 'three']);
  });
});

describe('batches', () => {
  test('what is ready comes together, in order, and no group is larger than the limit', async () => {
    const groups: number[][] = [];
    for await (const group of batches(stream(...Array.from({ length: 10 }, (_, index) => index)), 4)) groups.push(group);
    expect(groups.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(groups.every(({ length }) => length <= 4)).toBe(true);
    expect(groups.length).toBeLessThan(5);
  });

  test('a line is not held back until the next one comes', async () => {
    let more: () => void = () => undefined;
    const source = (async function* () {
      yield 'first';
      await new Promise<void>((resolve) => (more = resolve));
      yield 'second';
    })();
    const groups = batches(source, 10);
    expect((await groups.next()).value).toEqual(['first']);
    more();
    expect((await groups.next()).value).toEqual(['second']);
    expect((await groups.next()).done).toBe(true);
  });

  test('lines before a failure are shown, then it is thrown, and the source is closed on an early end', async () => {
    let closed = false;
    const failing = (async function* () {
      try {
        yield 1;
        yield 2;
        throw new Error('cut');
      } finally {
        closed = true;
      }
    })();
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const group of batches(failing, 8)) seen.push(...group);
      })(),
    ).rejects.toThrow('cut');
    expect([seen, closed]).toEqual([[1, 2], true]);
  });
});
