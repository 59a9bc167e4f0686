/** The short form of a published port; ranges stay text. */
export interface PortText {
  /** '' for every address. */
  readonly hostIp: string;
  /** '' for any free port. */
  readonly published: string;
  readonly target: string;
  readonly protocol: string;
}

const pattern = /^(?:(?:(\[[0-9a-fA-F:]+\]|\d{1,3}(?:\.\d{1,3}){3}|localhost):)?(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(tcp|udp|sctp))?$/;

/** `8080:80`, `127.0.0.1:8080:80/tcp`, `3000-3005:3000-3005`, `80`; undefined where the text is none of these. */
export function parsePort(text: string): PortText | undefined {
  const match = pattern.exec(text.trim());
  if (match?.[3] === undefined) return undefined;
  return { hostIp: match[1] ?? '', published: match[2] ?? '', target: match[3], protocol: match[4] ?? 'tcp' };
}

/** `3000-3002` → 3000, 3001, 3002; undefined where it is no range of ports, or one of more than 100. */
export function expandRange(text: string): readonly number[] | undefined {
  const [first = Number.NaN, last = first] = text.split('-').map(Number);
  if (!(Number.isInteger(first) && Number.isInteger(last) && first >= 1 && last >= first && last <= 65_535 && last - first < 100)) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
