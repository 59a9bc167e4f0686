import { connect, type ConsumeMessage } from 'amqplib';
import { exchange } from '../common/names.ts';

/** An own queue on the shop's exchange, gone with the connection: the messages of others stay where they are. */
export interface Tap extends AsyncDisposable {
  /** The message with that id, or undefined when it has not come. */
  find(id: string): Readonly<Record<string, unknown>> | undefined;
}

export async function openTap(broker: string): Promise<Tap> {
  const connection = await connect(broker, { timeout: 5000 });
  // The failing call says it too; without a listener it would end the process.
  connection.on('error', () => undefined);
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  const bodies = new Map<string, Readonly<Record<string, unknown>>>();
  const keep = (message: ConsumeMessage | null): void => {
    if (message === null) return;
    bodies.set(String(message.properties.messageId), JSON.parse(message.content.toString('utf8')) as Record<string, unknown>);
  };
  const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true });
  await channel.bindQueue(queue, exchange, 'order.#');
  await channel.consume(queue, keep, { noAck: true });
  return {
    find: (id) => bodies.get(id),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
