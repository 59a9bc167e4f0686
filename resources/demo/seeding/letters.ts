import { connect } from 'amqplib';
import { messageQueues } from '../common/names.ts';
import { until, type Patience } from './until.ts';

/** Waits until the dead-letter queue holds `expected` messages; counts without taking any. */
export async function awaitDeadLetters(broker: string, expected: number, patience: Patience): Promise<{ readonly dead: number; readonly shipments: number }> {
  const connection = await connect(broker, { timeout: 5000 });
  // The failing call says it too; without a listener it would end the process.
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    const dead = await until(`the queue ${messageQueues.deadInvoices}`, async () => {
      const { messageCount } = await channel.checkQueue(messageQueues.deadInvoices);
      if (messageCount < expected) throw new Error(`${messageCount} of ${expected} messages`);
      return messageCount;
    }, patience);
    const { messageCount } = await channel.checkQueue(messageQueues.shipments);
    return { dead, shipments: messageCount };
  } finally {
    await connection.close();
  }
}
