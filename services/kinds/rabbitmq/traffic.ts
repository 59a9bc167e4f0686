import { isRecord } from '../same-json.ts';
import { countOf, type TrafficCounter, type TrafficReading } from '../traffic.ts';
import type { Management } from './management.ts';

/** The broker counts each five seconds, and says at which moments: with these two it tells the last of them. */
const moments = 'data_rates_age=5&data_rates_incr=5';
const columns = 'name,peer_host,connected_at,recv_oct_details.samples,send_oct_details.samples';

/** Bytes of each connection of any protocol, as the broker counted them at its last moment. */
export async function rabbitmqTraffic(management: Management): Promise<TrafficReading> {
  return readConnections(await management.get(`/connections?columns=${columns}&${moments}`));
}

interface Sample {
  /** Milliseconds since 1970, the broker's clock. */
  readonly time: number;
  readonly count: number;
}

/** Exported for its test. Connections without counts are left out: the broker has listed them and not yet counted. Pure. */
export function readConnections(answer: unknown): TrafficReading {
  const counted = (Array.isArray(answer) ? answer : []).filter(isRecord).flatMap((connection): readonly (TrafficCounter & { readonly time: number })[] => {
    const { name, peer_host: address, connected_at: since } = connection;
    const [received, sent] = [newest(connection['recv_oct_details']), newest(connection['send_oct_details'])];
    if (typeof name !== 'string' || typeof address !== 'string' || received === undefined || sent?.time !== received.time) return [];
    return [{ key: `${name} ${String(since)}`, peer: { address }, bytes: received.count + sent.count, time: received.time }];
  });
  if (counted.length === 0) return { protocol: 'amqp', counters: [] };
  const time = Math.max(...counted.map((each) => each.time));
  return { protocol: 'amqp', time, counters: counted.flatMap(({ time: own, ...counter }) => (own === time ? [counter] : [])) };
}

function newest(details: unknown): Sample | undefined {
  const samples = isRecord(details) && Array.isArray(details['samples']) ? details['samples'].filter(isRecord) : [];
  return samples.reduce<Sample | undefined>((last, { timestamp, sample }) => {
    const [time, count] = [countOf(timestamp), countOf(sample)];
    return time === undefined || count === undefined || (last !== undefined && last.time >= time) ? last : { time, count };
  }, undefined);
}
