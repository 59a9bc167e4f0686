/** The engine keeps its last 256 events; asking again from a moment on gives those of that moment once more. */
const remembered = 512;

/** Where to go on after a reconnect, and which events came already. */
export interface EventHistory {
  /** For the `since` of the next subscription: seconds with nanoseconds; undefined when nothing is known. */
  since(): string | undefined;
  /** False for a line that came before. */
  isNew(line: Buffer): boolean;
}

export function createEventHistory(start: string | undefined): EventHistory {
  const seen = new Set<string>();
  let latest = start === undefined ? 0n : nanosecondsOf(start);
  return {
    since: () => (latest === 0n ? undefined : `${latest / 1_000_000_000n}.${String(latest % 1_000_000_000n).padStart(9, '0')}`),
    isNew: (line) => {
      const text = line.toString('utf8');
      // As text: JSON numbers round nanoseconds. A line without it cannot be told from another event that says the same.
      const [, nanoseconds] = /"timeNano":\s*(\d+)/u.exec(text) ?? [];
      if (nanoseconds === undefined) return true;
      if (seen.has(text)) return false;
      seen.add(text);
      const [oldest] = seen;
      if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
      if (BigInt(nanoseconds) > latest) latest = BigInt(nanoseconds);
      return true;
    },
  };
}

/** RFC 3339 with up to nine decimals. */
function nanosecondsOf(time: string): bigint {
  const [, seconds = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d+))?(.*)$/u.exec(time) ?? [];
  const milliseconds = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(milliseconds) ? 0n : BigInt(milliseconds) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}
