/** Splits bytes into lines, so that no character is ever cut. Lines come without `\n` and `\r\n`; empty ones are left out. */
export interface LineSplitter {
  push(chunk: Buffer): readonly SplitLine[];
  /** What came after the last newline. */
  end(): readonly SplitLine[];
}

/** `tooLong` lines are dropped while they arrive, so that memory stays bounded. */
export type SplitLine = { readonly type: 'line'; readonly bytes: Buffer } | { readonly type: 'tooLong'; readonly length: number };

const newline = 10;
const carriageReturn = 13;

export function createLineSplitter(limit: number): LineSplitter {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const take = (): readonly SplitLine[] => {
    const line = length > limit ? undefined : withoutReturn(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, length));
    const taken: readonly SplitLine[] = line === undefined ? [{ type: 'tooLong', length }] : line.length === 0 ? [] : [{ type: 'line', bytes: line }];
    parts = [];
    length = 0;
    return taken;
  };
  return {
    push: (chunk) => {
      const lines: SplitLine[] = [];
      let start = 0;
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, start)) {
        add(chunk.subarray(start, at));
        lines.push(...take());
        start = at + 1;
      }
      if (start < chunk.length) add(chunk.subarray(start));
      return lines;
    },
    end: () => (length === 0 ? [] : take()),
  };
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}

/** The JSON object in a line, or undefined when it holds anything else. */
export function parseObject(line: SplitLine): Record<string, unknown> | undefined {
  if (line.type === 'tooLong') return undefined;
  try {
    const value: unknown = JSON.parse(line.bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
