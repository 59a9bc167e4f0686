import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFrame } from '../types.ts';
import { createLineReader, linesOf } from './lines.ts';

const time = '2026-01-31T09:00:00.000000001Z';
const later = '2026-01-31T09:00:01.000000000Z';

function framesOf(...texts: readonly (string | Buffer)[]): readonly LogFrame[] {
  return texts.map((text) => ({ stream: 'stdout', data: Buffer.from(text) }));
}

function read(frames: readonly LogFrame[], raw = false): readonly (readonly [string, string])[] {
  const reader = createLineReader({ service: 'api', replica: 1, raw });
  return [...frames.flatMap((frame) => reader.push(frame)), ...reader.end()].map((line) => [line.time, line.text] as const);
}

describe('createLineReader', () => {
  it('takes the time off each line', () => {
    expect(read(framesOf(`${time} one\n`, `${later} two\r\n`, `${later} \n`))).toEqual([
      [time, 'one'],
      [later, 'two'],
      [later, ''],
    ]);
  });

  it('joins the messages that the engine made of a long line', () => {
    expect(read(framesOf(`${time} aaa`, `${later} bbb`, `${later} ccc\n`))).toEqual([[time, 'aaabbbccc']]);
  });

  it('keeps stdout and stderr apart', () => {
    const reader = createLineReader({ service: 'api', replica: 2 });
    reader.push({ stream: 'stdout', data: Buffer.from(`${time} be`) });
    expect(reader.push({ stream: 'stderr', data: Buffer.from(`${later} oh\n`) })).toEqual([{ service: 'api', replica: 2, stream: 'stderr', time: later, text: 'oh' }]);
    expect(reader.push({ stream: 'stdout', data: Buffer.from(`${time} gin\n`) })).toMatchObject([{ stream: 'stdout', time, text: 'begin' }]);
  });

  it('delivers a last line without newline', () => {
    expect(read(framesOf(`${time} end`))).toEqual([[time, 'end']]);
  });

  it('writes other zones and shorter fractions in UTC with nine decimals', () => {
    expect(read(framesOf('2026-01-31T11:00:00.5+02:00 x\n'))).toEqual([['2026-01-31T09:00:00.500000000Z', 'x']]);
  });

  it('recognises JSON objects and nothing else', () => {
    const reader = createLineReader({ service: 'api', replica: 1 });
    const json = (text: string): unknown => reader.push(...framesOf(`${time} ${text}\n`) as [LogFrame])[0]?.json;
    expect(json('{"level":30,"msg":"ok"}')).toEqual({ level: 30, msg: 'ok' });
    expect([json('[1]'), json('{broken}'), json('12'), json('plain')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('splits a line above 1 MB, between characters', () => {
    const text = 'é日'.repeat(500_000);
    const lines = read(framesOf(`${time} ${text}\n`));
    expect(lines.length).toBe(3);
    expect(lines.map(([, piece]) => piece).join('')).toBe(text);
    expect(lines.every(([, piece]) => Buffer.byteLength(piece) <= 1024 * 1024)).toBe(true);
  });

  it('reads the same lines however frames are cut in parts', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((line) => line.replaceAll(/[\r\n]/gu, ''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }), fc.boolean(), (texts, size, raw) => {
        const whole = texts.map((line) => Buffer.from(`${time} ${line}\n`));
        const parts = (raw ? [Buffer.concat(whole)] : whole).flatMap((bytes) =>
          Array.from({ length: Math.ceil(bytes.length / size) }, (_, index): LogFrame => ({ stream: 'stdout', data: bytes.subarray(index * size, (index + 1) * size), ...(index > 0 && !raw ? { continued: true } : {}) })),
        );
        expect(read(parts, raw)).toEqual(texts.map((line) => [time, line]));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the times inside a long line of a TTY, which has no frames', () => {
    const long = 'x'.repeat(16_384);
    expect(read(framesOf(`${time} ${long}${later} yy\r\n${later} next\r\n`), true)).toEqual([
      [time, `${long}yy`],
      [later, 'next'],
    ]);
  });

  it('takes output without times as it is', () => {
    const [line] = read(framesOf('2026-01-31 not a time\n'), true);
    expect(line?.[1]).toBe('2026-01-31 not a time');
    expect(Date.parse(line?.[0] ?? '')).toBeGreaterThan(0);
  });
});

describe('linesOf', () => {
  it('delivers the beginning of a line before the cut that ended it', async () => {
    async function* cut(): AsyncGenerator<LogFrame> {
      yield* framesOf(`${time} whole\n`, `${later} half`);
      throw new Error('cut');
    }
    const texts: string[] = [];
    const reading = (async () => {
      for await (const line of linesOf(cut(), { service: 'api', replica: 1 })) texts.push(line.text);
    })();
    await expect(reading).rejects.toThrow('cut');
    expect(texts).toEqual(['whole', 'half']);
  });
});
