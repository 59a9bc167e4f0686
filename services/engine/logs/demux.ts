import type { LogFrame } from '../types.ts';

/**
 * Takes the engine's multiplexed output apart: `[stream, 0, 0, 0, size (4 bytes, big endian)] payload`, again and again.
 * Payloads are handed on as they arrive, never collected: a frame of any size needs no memory of its own, and what a cut leaves is
 * already delivered. Frames share memory with the chunk they came in.
 */
export interface Demuxer {
  push(chunk: Buffer): readonly LogFrame[];
  /** Bytes that the last frame still lacks, or that its header has so far; not 0 at the end of the input means it was cut. */
  readonly unfinished: number;
}

const headerSize = 8;

/** `raw`: the container has a TTY, so its output has no frames. Known from its inspection, never guessed from the bytes. */
export function createDemuxer(options: { readonly raw?: boolean } = {}): Demuxer {
  const header = Buffer.alloc(headerSize);
  let headerLength = 0;
  let remaining = 0;
  let stream: LogFrame['stream'] = 'stdout';
  let continued = false;
  let raw = options.raw === true;

  const begin = (bytes: Buffer, at: number): void => {
    stream = (bytes[at] ?? 0) >= 2 ? 'stderr' : 'stdout';
    remaining = bytes.readUInt32BE(at + 4);
    continued = false;
  };
  const payload = (data: Buffer): LogFrame => {
    const frame: LogFrame = continued ? { stream, data, continued } : { stream, data };
    continued = true;
    return frame;
  };
  /** Not a header: all there is, from these bytes on, is passed through. */
  const turnRaw = (rest: Buffer): LogFrame => {
    raw = true;
    stream = 'stdout';
    const data = Buffer.concat([header.subarray(0, headerLength), rest]);
    headerLength = 0;
    remaining = 0;
    return { stream, data, note: 'the output has no stream headers from here on; shown as it is' };
  };

  return {
    push: (chunk) => {
      if (raw) return chunk.length === 0 ? [] : [{ stream: 'stdout', data: chunk }];
      const frames: LogFrame[] = [];
      let at = 0;
      while (at < chunk.length) {
        if (remaining > 0) {
          const end = Math.min(at + remaining, chunk.length);
          frames.push(payload(chunk.subarray(at, end)));
          remaining -= end - at;
          at = end;
          continue;
        }
        // A header in one piece, as nearly all are, is read where it lies.
        if (headerLength === 0 && at + headerSize <= chunk.length && isWholeHeader(chunk, at)) {
          begin(chunk, at);
          at += headerSize;
          continue;
        }
        const copied = chunk.copy(header, headerLength, at, at + headerSize - headerLength);
        if (!isHeader(header, headerLength + copied)) {
          frames.push(turnRaw(chunk.subarray(at)));
          return frames;
        }
        headerLength += copied;
        at += copied;
        if (headerLength < headerSize) break;
        headerLength = 0;
        begin(header, 0);
      }
      return frames;
    },
    get unfinished() {
      return remaining + headerLength;
    },
  };
}

function isWholeHeader(bytes: Buffer, at: number): boolean {
  return (bytes[at] ?? 255) <= 3 && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
}

/** The first `length` bytes can be a header: stream 0 to 3 (3 is the engine's own errors), then three zeros. */
function isHeader(bytes: Buffer, length: number): boolean {
  if (length > 0 && (bytes[0] ?? 0) > 3) return false;
  for (let index = 1; index < Math.min(length, 4); index += 1) {
    if (bytes[index] !== 0) return false;
  }
  return true;
}
