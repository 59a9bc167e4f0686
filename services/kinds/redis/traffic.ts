import { converse, line } from '../conversation.ts';
import type { Reach } from '../kind.ts';
import { countOf, type TrafficCounter, type TrafficReading } from '../traffic.ts';
import { bulk, command, reason } from './protocol.ts';

/** Commands and bytes of each connection; undefined where this version does not count them (7 does not). */
export async function redisTraffic(reach: Reach): Promise<TrafficReading | undefined> {
  return converse(reach.address('redis'), reach.signal, async ({ say, hear }) => {
    say(command('AUTH', reach.secret('password')) + command('CLIENT', 'LIST'));
    const authenticated = await hear(line);
    if (authenticated !== '+OK') throw new Error(reason(authenticated));
    return readClients(await hear(bulk));
  });
}

/** Exported for its test. One client a line, `id=7 addr=172.18.0.5:40112 … tot-net-in=812 tot-net-out=2210 tot-cmds=9`. Pure. */
export function readClients(list: string): TrafficReading | undefined {
  const clients = list.split('\n').filter((each) => each !== '').map((each) => new Map(each.split(' ').map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)])));
  const counters = clients.flatMap((fields): readonly TrafficCounter[] => {
    const [received, sent, requests] = ['tot-net-in', 'tot-net-out', 'tot-cmds'].map((name) => countOf(fields.get(name)));
    const [id, peer] = [fields.get('id'), /^\[?(.+?)\]?:\d+$/.exec(fields.get('addr') ?? '')?.[1]];
    const bytes = received === undefined || sent === undefined ? undefined : received + sent;
    if (id === undefined || peer === undefined || (bytes ?? requests) === undefined) return [];
    return [{ key: id, peer: { address: peer }, ...(bytes === undefined ? {} : { bytes }), ...(requests === undefined ? {} : { requests }) }];
  });
  // Whoever asks is one of the clients: none with counts means that none is counted.
  return counters.length === 0 ? undefined : { protocol: 'redis', counters };
}
