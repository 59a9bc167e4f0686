import { converse, line } from '../conversation.ts';
import type { Kind, Reach } from '../kind.ts';

export const redisKind: Kind = {
  id: 'redis',
  question: 'AUTH and PING in the Redis protocol',
  capabilities: ['keys', 'queues'],
  resources: {},
  probe,
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

function command(...words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

function reason(answer: string): string {
  return answer.startsWith('-') ? answer.slice(1) : 'the answer is not of the Redis protocol';
}
