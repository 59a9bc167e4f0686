import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFrame } from '../types.ts';
import { createDemuxer } from './demux.ts';

function frame(stream: number, payload: Buffer): Buffer {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** What a reader sees: payloads put together per frame. */
function assemble(frames: readonly LogFrame[]): readonly { stream: string; text: string }[] {
  const whole: { stream: string; text: string }[] = [];
  for (const { stream, data, continued } of frames) {
    const last = whole.at(-1);
    if (continued === true && last !== undefined) last.text += data.toString('latin1');
    else whole.push({ stream, text: data.toString('latin1') });
  }
  return whole;
}

const payloads = fc.array(fc.record({ stream: fc.constantFrom(1, 2), payload: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes)) }), { minLength: 1, maxLength: 12 });

describe('createDemuxer', () => {
  it('gives exact bytes in order however the input is cut', () => {
    fc.assert(
      fc.property(payloads, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (frames, sizes) => {
        const input = Buffer.concat(frames.map(({ stream, payload }) => frame(stream, payload)));
        const demuxer = createDemuxer();
        const output: LogFrame[] = [];
        for (let at = 0, turn = 0; at < input.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          output.push(...demuxer.push(input.subarray(at, at + size)));
          at += size;
        }
        expect(assemble(output)).toEqual(frames.map(({ stream, payload }) => ({ stream: stream === 1 ? 'stdout' : 'stderr', text: payload.toString('latin1') })));
        expect(demuxer.unfinished).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for a split at every byte', () => {
    const input = Buffer.concat([frame(1, Buffer.from('é日本 out\n')), frame(2, Buffer.from('err\n')), frame(1, Buffer.from('end'))]);
    for (let at = 0; at <= input.length; at += 1) {
      const demuxer = createDemuxer();
      const output = [...demuxer.push(input.subarray(0, at)), ...demuxer.push(input.subarray(at))];
      expect(assemble(output).map(({ stream, text }) => [stream, Buffer.from(text, 'latin1').toString('utf8')])).toEqual([
        ['stdout', 'é日本 out\n'],
        ['stderr', 'err\n'],
        ['stdout', 'end'],
      ]);
    }
  });

  it('takes 65,536 frames in one chunk', () => {
    const frames = createDemuxer().push(Buffer.concat(Array.from({ length: 65_536 }, () => frame(1, Buffer.from('x')))));
    expect(frames.length).toBe(65_536);
  });

  it('passes a frame of 64 MB through without collecting it', () => {
    const size = 64 * 1024 * 1024;
    const header = frame(1, Buffer.alloc(0));
    header.writeUInt32BE(size, 4);
    const demuxer = createDemuxer();
    demuxer.push(header);
    const chunk = Buffer.alloc(65_536, 'x');
    const before = process.memoryUsage().rss;
    let bytes = 0;
    for (let at = 0; at < size; at += chunk.length) for (const { data } of demuxer.push(chunk)) bytes += data.length;
    expect(bytes).toBe(size);
    expect(demuxer.unfinished).toBe(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });

  it('delivers what a cut leaves of a frame, and says that it is unfinished', () => {
    const demuxer = createDemuxer();
    expect(assemble(demuxer.push(frame(2, Buffer.from('half a sentence')).subarray(0, 12)))).toEqual([{ stream: 'stderr', text: 'half' }]);
    expect(demuxer.unfinished).toBe(11);
  });

  it('gives a TTY its bytes as they are, also those that look like a header', () => {
    const bytes = Buffer.from([1, 0, 0, 0, 0, 0, 0, 2, 65, 66]);
    expect(assemble(createDemuxer({ raw: true }).push(bytes))).toEqual([{ stream: 'stdout', text: bytes.toString('latin1') }]);
  });

  it('turns raw at a wrong header, losing nothing, wherever it is cut', () => {
    const bad = Buffer.concat([frame(1, Buffer.from('good')), Buffer.from([0, 0, 7]), Buffer.from('plain text')]);
    for (let at = 0; at <= bad.length; at += 1) {
      const demuxer = createDemuxer();
      const frames = [...demuxer.push(bad.subarray(0, at)), ...demuxer.push(bad.subarray(at))];
      expect(frames.map(({ data }) => data.toString('latin1')).join('')).toBe('good\0\0\u0007plain text');
      expect(frames.filter(({ note }) => note !== undefined).length).toBe(1);
    }
  });

  it('never throws and never loses a byte of garbage', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        const demuxer = createDemuxer();
        const input = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        const output = chunks.flatMap((chunk) => demuxer.push(Buffer.from(chunk))).reduce((sum, { data }) => sum + data.length, 0);
        expect(output).toBeLessThanOrEqual(input);
      }),
    );
  });
});
