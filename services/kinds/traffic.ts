/** What went over one connection, or to one target, since its counting began. */
export interface TrafficCounter {
  /** What is counted. Another connection has another key for as long as the replica lives. */
  readonly key: string;
  /** The other end: the service that the asked one sends to, or the IP address of who uses it, as the asked one sees it. */
  readonly peer: { readonly to: string } | { readonly address: string };
  /** Requests or commands. */
  readonly requests?: number;
  /** In both directions together. */
  readonly bytes?: number;
}

/** All that one replica counts, at one moment. */
export interface TrafficReading {
  /** As the edges of the graph name it: `http`, `amqp`, `redis`. */
  readonly protocol: string;
  /** Milliseconds since 1970 by the service's own clock, for a service that counts at moments of its own; left out: when it answered. */
  readonly time?: number;
  readonly counters: readonly TrafficCounter[];
}

/** A counter as a server tells it: a number from 0 on; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+(\.\d+)?(e\+?\d+)?$/i.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}
