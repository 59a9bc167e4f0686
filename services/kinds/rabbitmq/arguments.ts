import { milliseconds } from '../duration.ts';
import type { Exchange, Queue } from './schemas.ts';

type Table = Readonly<Record<string, string | number | boolean>>;

/** What `PUT /api/queues` takes. Types: https://www.rabbitmq.com/docs/queues#optional-arguments */
export function queueBody(queue: Queue): { readonly durable: boolean; readonly auto_delete: boolean; readonly arguments: Table } {
  return {
    durable: queue.durable ?? true,
    auto_delete: queue.autoDelete ?? false,
    arguments: present({
      'x-queue-type': queue.type,
      'x-dead-letter-exchange': queue.deadLetterExchange,
      'x-dead-letter-routing-key': queue.deadLetterRoutingKey,
      'x-max-length': queue.maxLength,
      'x-max-length-bytes': queue.maxLengthBytes,
      'x-overflow': queue.overflow,
      'x-message-ttl': queue.messageTtl === undefined ? undefined : milliseconds(queue.messageTtl),
      'x-expires': queue.expires === undefined ? undefined : milliseconds(queue.expires),
      'x-max-priority': queue.maxPriority,
      'x-delivery-limit': queue.deliveryLimit,
      'x-single-active-consumer': queue.singleActiveConsumer,
      ...queue.arguments,
    }),
  };
}

export function exchangeBody(exchange: Exchange): { readonly type: string; readonly durable: boolean; readonly auto_delete: boolean; readonly internal: boolean; readonly arguments: Table } {
  return {
    type: exchange.type ?? 'direct',
    durable: exchange.durable ?? true,
    auto_delete: exchange.autoDelete ?? false,
    internal: exchange.internal ?? false,
    arguments: present({ 'alternate-exchange': exchange.alternateExchange, ...exchange.arguments }),
  };
}

function present(values: Readonly<Record<string, string | number | boolean | undefined>>): Table {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
