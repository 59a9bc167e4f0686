import { converse, line } from '../conversation.ts';
import type { Kind, Reach } from '../kind.ts';
import { command, reason } from './protocol.ts';
import { redisTraffic } from './traffic.ts';

export const redisKind: Kind = {
  id: 'redis',
  question: 'AUTH and PING in the Redis protocol',
  capabilities: ['keys', 'queues'],
  resources: {},
  probe,
  traffic: redisTraffic,
};

/** AUTH and PING in one packet. While a dataset is loaded Redis answers both with LOADING, which then is the reason. */
async function probe(reach: Reach): Promise<void> {
  const password = reach.secret('password');
  await converse(reach.address('redis'), reach.signal, async ({ say, hear }) => {
    say(command('AUTH', password) + command('PING'));
    const authenticated = await hear(line);
    if (authenticated !== '+OK') throw new Error(reason(authenticated));
    const pong = await hear(line);
    if (pong !== '+PONG') throw new Error(reason(pong));
  });
}
