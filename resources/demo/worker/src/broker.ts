import { connect, type Channel, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { within } from '../../common/deadline.ts';
import { onChange, reasonOf, type Log } from '../../common/log.ts';
import { exchange } from '../../common/names.ts';

export interface Message {
  readonly routingKey: string;
  /** The same for a repeated message, so that consumers can drop it. */
  readonly id: string;
  readonly body: object;
}

export interface Broker {
  /** Resolves when the broker has confirmed the message. */
  publish(message: Message): Promise<void>;
  close(): Promise<void>;
}

interface BrokerOptions {
  readonly log: Log;
  /** Called for each new connection. */
  readonly consume: (channel: Channel) => Promise<void>;
}

const deadlineMilliseconds = 5000;

/** Keeps one connection and makes a new one whenever it is lost, at most 5 s apart. */
export async function openBroker(url: string, { log, consume }: BrokerOptions): Promise<Broker> {
  let publisher: ConfirmChannel | undefined;
  const told = onChange((reason) => log.warn('rabbitmq is away', { reason }));

  const address = new URL(url);
  // Without it a connection to a paused broker would look alive for ever.
  address.searchParams.set('heartbeat', '5');
  const connection = await connect(address.href, {
    timeout: 5000,
    recovery: {
      initialDelay: 200,
      maxDelay: 5000,
      waitForConnect: false,
      async setup(model: ChannelModel) {
        // amqplib listens only after setup; without this an error before that would end the process.
        model.on('error', (error) => told.tell(reasonOf(error)));
        let complete = false;
        const watch = (channel: Channel): void => {
          // A closed channel (say, after a queue was deleted) is not recovered by itself: connect again.
          channel.on('error', (reason) => {
            told.tell(reasonOf(reason));
            if (complete) model.close().catch((failure: unknown) => told.tell(reasonOf(failure)));
          });
        };
        const consuming = await model.createChannel();
        watch(consuming);
        await consume(consuming);
        const confirming = await model.createConfirmChannel();
        watch(confirming);
        publisher = confirming;
        complete = true;
      },
    },
  });
  connection.on('connect', () => {
    told.reset();
    log.info('connected to rabbitmq');
  });
  connection.on('connect-failed', (error) => told.tell(reasonOf(error)));
  connection.on('disconnect', (error) => {
    publisher = undefined;
    told.tell(reasonOf(error));
  });
  connection.on('error', (error) => told.tell(reasonOf(error)));

  return {
    publish: (message) => within(deadlineMilliseconds, 'rabbitmq', send(publisher, message)),
    close: () => connection.close(),
  };
}

async function send(channel: ConfirmChannel | undefined, { routingKey, id, body }: Message): Promise<void> {
  if (channel === undefined) throw new Error('rabbitmq is not connected');
  await new Promise<void>((resolve, reject) => {
    const options = { messageId: id, contentType: 'application/json', persistent: true, timestamp: Math.floor(Date.now() / 1000), appId: 'shop' };
    channel.publish(exchange, routingKey, Buffer.from(JSON.stringify(body)), options, (refusal: unknown) => {
      if (refusal === null || refusal === undefined) resolve();
      else reject(refusal instanceof Error ? refusal : new Error(reasonOf(refusal)));
    });
  });
}
