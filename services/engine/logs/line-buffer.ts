/** A line longer than this is delivered in pieces, so that a program that never ends its line cannot fill our memory. */
export const longestLine = 1024 * 1024;

const carriageReturn = 13;
const nothing = Buffer.alloc(0);

/** Collects the bytes of one line; characters are never cut. */
export interface LineBuffer {
  /** The text of every piece that had to be let go of because the line is too long. */
  add(bytes: Buffer): readonly string[];
  /** The line, which ends here. */
  take(): string;
  /** Ends the line without making a text of it. */
  drop(): void;
  readonly isEmpty: boolean;
}

export function createLineBuffer(limit: number = longestLine): LineBuffer {
  let parts: Buffer[] = [];
  let length = 0;
  const reset = (rest: Buffer): void => {
    parts = rest.length === 0 ? [] : [rest];
    length = rest.length;
  };
  return {
    add: (bytes) => {
      const pieces: string[] = [];
      parts.push(bytes);
      length += bytes.length;
      for (;;) {
        if (length <= limit) return pieces;
        const whole = Buffer.concat(parts, length);
        const end = characterEnd(whole, limit);
        pieces.push(whole.toString('utf8', 0, end));
        reset(whole.subarray(end));
      }
    },
    take: () => {
      const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, length);
      parts = [];
      length = 0;
      return whole.toString('utf8', 0, whole.at(-1) === carriageReturn ? whole.length - 1 : whole.length);
    },
    drop: () => reset(nothing),
    get isEmpty() {
      return length === 0;
    },
  };
}

/** The last position up to `end` that does not lie inside a UTF-8 character. */
function characterEnd(bytes: Buffer, end: number): number {
  for (let at = end; at > end - 4 && at > 0; at -= 1) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return end;
}
