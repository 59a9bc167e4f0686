import type { Channel, ConsumeMessage } from 'amqplib';
import { reasonOf, type Log } from '../../common/log.ts';
import { buckets, invoiceKey, messageQueues } from '../../common/names.ts';
import { euros, type OrderView } from '../../common/order.ts';
import type { Files } from './files.ts';

/** Two letters of a country, then 8 to 12 digits or letters. */
const vatIdPattern = /^[A-Z]{2}[0-9A-Z]{8,12}$/;
const retryMilliseconds = 1000;

/** Writes an invoice for each completed order; a message that can never become one is rejected, which sends it to the dead letters. */
export async function invoiceOrders(channel: Channel, files: Files, log: Log): Promise<void> {
  await channel.prefetch(8);
  await channel.consume(messageQueues.invoices, (message) => {
    if (message === null) {
      channel.emit('error', new Error(`the queue ${messageQueues.invoices} was deleted`));
      return;
    }
    handle(channel, message, files).catch((error: unknown) => {
      log.warn('invoice postponed', { messageId: textOf(message.properties.messageId), reason: reasonOf(error) });
      // A pause, so that a storage that is away does not make the message spin.
      setTimeout(() => settle(channel, () => channel.nack(message, false, true)), retryMilliseconds);
    });
  });
}

async function handle(channel: Channel, message: ConsumeMessage, files: Files): Promise<void> {
  const order = parse(message.content);
  const vatId = order?.customer.vatId;
  if (order === undefined || (vatId !== undefined && !vatIdPattern.test(vatId))) {
    settle(channel, () => channel.nack(message, false, false));
    return;
  }
  await files.put({ bucket: buckets.invoices, key: invoiceKey(order.id), content: invoiceOf(order), type: 'text/plain; charset=utf-8' });
  settle(channel, () => channel.ack(message));
}

/** The broker redelivers whatever a lost channel has not settled. */
function settle(channel: Channel, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'IllegalOperationError')) channel.emit('error', error);
  }
}

function parse(content: Buffer): OrderView | undefined {
  try {
    return JSON.parse(content.toString('utf8')) as OrderView;
  } catch {
    return undefined;
  }
}

function invoiceOf(order: OrderView): string {
  const lines = order.items.map(({ quantity, name, price }) => `${String(quantity).padStart(4)} x ${name.padEnd(24)}${euros(price * quantity).padStart(14)}`);
  const buyer = [order.customer.name, order.customer.city, ...(order.customer.vatId === undefined ? [] : [`VAT id ${order.customer.vatId}`])];
  return [`Invoice ${order.id}`, order.createdAt, '', ...buyer, '', ...lines, '', `${'Total'.padEnd(31)}${euros(order.total).padStart(14)}`, ''].join('\n');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'without id';
}
