import type { Measures } from '../types.ts';

/** Counters of one container or process at one moment. */
export interface Counters {
  /** Milliseconds since 1970, of whoever counted. */
  readonly time: number;
  /** CPU time used since its start, in milliseconds. */
  readonly cpu: number;
  readonly memory: number;
  /** Bytes since its start; absent where there is no network of its own. */
  readonly received?: number;
  readonly sent?: number;
}

type Json = Readonly<Record<string, unknown>>;
const json = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** Reads the engine's answer in either shape of control groups; undefined for a container that does not run. */
export function readStats(answer: unknown): Counters | undefined {
  const stats = json(answer);
  const time = Date.parse(typeof stats['read'] === 'string' ? stats['read'] : '');
  const memory = json(stats['memory_stats']);
  const usage = number(memory['usage']);
  if (!(time > 0) || usage === 0) return undefined;
  const details = json(memory['stats']);
  // As `docker stats`: what the kernel can drop at once is not the service's. Version 1 calls it total_inactive_file.
  const cached = number(details['total_inactive_file'] ?? details['inactive_file']);
  const networks = Object.values(json(stats['networks'])).map(json);
  return {
    time,
    cpu: number(json(json(stats['cpu_stats'])['cpu_usage'])['total_usage']) / 1e6,
    memory: Math.max(0, usage - cached),
    ...(networks.length === 0 ? {} : { received: sum(networks, 'rx_bytes'), sent: sum(networks, 'tx_bytes') }),
  };
}

function sum(networks: readonly Json[], key: string): number {
  return networks.reduce((total, each) => total + number(each[key]), 0);
}

/** Rates between two moments; without the first, or after a restart, only what is a level. Pure. */
export function measuresOf(before: Counters | undefined, now: Counters): Measures {
  const level = { 'memory.bytes': now.memory };
  const passed = before === undefined ? 0 : now.time - before.time;
  if (before === undefined || passed <= 0 || now.cpu < before.cpu) return level;
  const perSecond = (from: number | undefined, to: number | undefined): number | undefined => (from === undefined || to === undefined || to < from ? undefined : ((to - from) / passed) * 1000);
  const received = perSecond(before.received, now.received);
  const sent = perSecond(before.sent, now.sent);
  return {
    ...level,
    'cpu.percent': ((now.cpu - before.cpu) / passed) * 100,
    ...(received === undefined ? {} : { 'network.received': received }),
    ...(sent === undefined ? {} : { 'network.sent': sent }),
  };
}

/** Replicas of a service together. */
export function addMeasures(left: Measures, right: Measures): Measures {
  const types = new Set([...Object.keys(left), ...Object.keys(right)]) as ReadonlySet<keyof Measures>;
  return Object.fromEntries([...types].map((type) => [type, (left[type] ?? 0) + (right[type] ?? 0)]));
}
