/** The last bytes of a stream, by their place in the whole of it. */
export interface OutputRing {
  /** Count of all bytes that were ever put. */
  readonly end: number;
  put(bytes: Uint8Array): void;
  /** At most so many bytes after a place; `skipped` bytes before them are not kept any more. `next` is where to go on. */
  read(after: number, most: number): { readonly bytes: Buffer; readonly skipped: number; readonly next: number };
}

const smallest = 4 * 1024;

/** Grows to `capacity` bytes as they come: most terminals say little. */
export function createOutputRing(capacity: number): OutputRing {
  let buffer = Buffer.alloc(Math.min(smallest, capacity));
  let start = 0;
  let end = 0;

  const copyTo = (target: Buffer, from: number, to: number): void => {
    const first = from % buffer.length;
    const length = to - from;
    const beforeWrap = Math.min(length, buffer.length - first);
    buffer.copy(target, 0, first, first + beforeWrap);
    buffer.copy(target, beforeWrap, 0, length - beforeWrap);
  };
  const grow = (wanted: number): void => {
    if (wanted <= buffer.length || buffer.length === capacity) return;
    let size = buffer.length;
    while (size < wanted && size < capacity) size = Math.min(size * 2, capacity);
    const larger = Buffer.alloc(size);
    const kept = Buffer.alloc(end - start);
    copyTo(kept, start, end);
    for (const [index, byte] of kept.entries()) larger[(start + index) % size] = byte;
    buffer = larger;
  };
  return {
    get end() {
      return end;
    },
    put(bytes) {
      grow(end - start + bytes.length);
      // Of more than fits, only the last part would stay.
      const kept = bytes.subarray(Math.max(0, bytes.length - buffer.length));
      end += bytes.length - kept.length;
      const first = end % buffer.length;
      const beforeWrap = Math.min(kept.length, buffer.length - first);
      buffer.set(kept.subarray(0, beforeWrap), first);
      buffer.set(kept.subarray(beforeWrap), 0);
      end += kept.length;
      start = Math.max(start, end - buffer.length);
    },
    read(after, most) {
      const from = Math.max(after, start);
      const to = Math.min(end, from + most);
      const bytes = Buffer.alloc(to - from);
      copyTo(bytes, from, to);
      return { bytes, skipped: from - after, next: to };
    },
  };
}
