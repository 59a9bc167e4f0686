import { expect, test } from 'vitest';
import { queueBody } from './arguments.ts';
import { rabbitmqResources } from './schemas.ts';

test('a name alone is a queue and an exchange', () => {
  expect(rabbitmqResources.queues.safeParse(['invoices']).success).toBe(true);
  expect(rabbitmqResources.exchanges.safeParse(['orders']).success).toBe(true);
});

test.each([
  ['queues', [{ name: 'x', typ: 'quorum' }]],
  ['queues', [{ name: 'x', messageTtl: 'soon' }]],
  ['exchanges', [{ name: 'x', type: 'star' }]],
  ['bindings', [{ exchange: 'x' }]],
  ['bindings', [{ exchange: 'x', queue: 'y', toExchange: 'z' }]],
  ['users', [{ name: 'x', password: 'short' }]],
] as const)('%s %j is wrong', (key, value) => {
  expect(rabbitmqResources[key].safeParse(value).success).toBe(false);
});

test('words become the arguments of AMQP', () => {
  expect(queueBody({ name: 'x', type: 'quorum', deadLetterExchange: 'dead', messageTtl: '2m', maxLength: 10, arguments: { 'x-custom': true } })).toEqual({
    durable: true,
    auto_delete: false,
    arguments: { 'x-queue-type': 'quorum', 'x-dead-letter-exchange': 'dead', 'x-message-ttl': 120_000, 'x-max-length': 10, 'x-custom': true },
  });
});
