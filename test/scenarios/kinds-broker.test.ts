import { connect, type ChannelModel } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker, logs } from '../kinds/contract/docker.ts';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

const declared = `
    vhosts: [reports]
    users:
      - { name: reader, password: "\${READER_PASSWORD}", tags: [monitoring], permissions: { /: { configure: "", write: "" }, reports: {} } }
    exchanges:
      - { name: orders, type: topic }
      - dead-letters
    queues:
      - plain
      - { name: invoices, type: quorum, deadLetterExchange: dead-letters, deadLetterRoutingKey: invoices.dead, deliveryLimit: 3 }
      - { name: invoices.dead, messageTtl: 1h, maxLength: 1000, overflow: reject-publish }
      - { name: daily, vhost: reports, arguments: { x-max-priority: 5 } }
    bindings:
      - { exchange: orders, queue: invoices, routingKey: order.completed }
      - { exchange: dead-letters, queue: invoices.dead, routingKey: invoices.dead }
    policies:
      - { name: short, pattern: "^plain$", applyTo: queues, definition: { max-length: 10 } }
`;

describe('rabbitmq', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await createStack({ services: `  broker:\n    template: rabbitmq\n    options: { schedulers: 1 }${declared}`, environment: { READER_PASSWORD: 'only-for-this-test' } });
    await stack.start('broker');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  const open = async (): Promise<ChannelModel> => {
    const reach = stack.reach('broker');
    const { host, port } = reach.address('amqp');
    return connect({ hostname: host, port, username: 'app', password: reach.secret('password') });
  };

  test('is ready once AMQP answers', async () => {
    expect(await stack.ready('broker', { limit: 120_000 })).toBeGreaterThan(0);
  });

  test('a probe with a wrong password says so', async () => {
    await expect((await stack.kind('broker')).probe?.({ ...stack.reach('broker'), secret: () => 'wrong' })).rejects.toThrow(/ACCESS_REFUSED/);
  });

  test('asked again and again it still tells the truth, and its log gets no line for it', async () => {
    const probe = async (): Promise<void> => (await stack.kind('broker')).probe?.(stack.reach('broker'));
    const logins = async (): Promise<number> => (await logs(stack.container('broker'))).split('accepting AMQP connection').length - 1;
    for (let asked = 0; asked < 2; asked += 1) await probe();
    const before = await logins();
    expect(before).toBeGreaterThan(0);
    for (let asked = 0; asked < 10; asked += 1) await probe();
    await Promise.all([probe(), probe()]);
    expect(await logins()).toBe(before + 1);
    await docker('POST', `/containers/${stack.container('broker')}/pause`);
    try {
      await expect(probe()).rejects.toThrow(/no answer/);
    } finally {
      await docker('POST', `/containers/${stack.container('broker')}/unpause`);
    }
    await expect.poll(async () => probe().then(() => 'ready', String), { timeout: 20_000 }).toBe('ready');
  });

  test('everything declared is made once', async () => {
    const first = await stack.apply('broker');
    expect(first).toHaveLength(11);
    expect(new Set(first.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(await stack.apply('broker')).toEqual(first.map(({ resource }) => ({ resource, outcome: 'unchanged' })));
  });

  test('a message goes through the exchange, and a rejected one to the dead letters', async () => {
    const connection = await open();
    try {
      const channel = await connection.createConfirmChannel();
      channel.publish('orders', 'order.completed', Buffer.from('invoice 1'), { persistent: true });
      await channel.waitForConfirms();
      const arrived = await new Promise<string>((resolve) => {
        void channel.consume('invoices', (message) => {
          if (message === null) return;
          channel.nack(message, false, false);
          resolve(message.content.toString());
        });
      });
      expect(arrived).toBe('invoice 1');
      const dead = await new Promise<string>((resolve) => {
        void channel.consume('invoices.dead', (message) => {
          if (message === null) return;
          channel.ack(message);
          resolve(message.content.toString());
        });
      });
      expect(dead).toBe('invoice 1');
    } finally {
      await connection.close();
    }
  });

  test('a queue that cannot be changed is kept, and a password can be', async () => {
    const outcomes = await stack.apply('broker', { queues: [{ name: 'plain', maxLength: 5 }], users: [{ name: 'reader', password: 'another-password' }], policies: [{ name: 'short', pattern: '^plain$', definition: { 'max-length': 20 } }] });
    expect(outcomes).toEqual([
      { resource: 'user reader', outcome: 'changed' },
      { resource: 'policy short', outcome: 'changed' },
      { resource: 'queue plain', outcome: 'kept-different', detail: expect.stringContaining('x-max-length is not set, wanted 5') },
    ]);
  });

  test('there is no guest, and a new container has the messages', async () => {
    const reach = stack.reach('broker');
    const { host, port } = reach.address('amqp');
    await expect(connect({ hostname: host, port, username: 'guest', password: 'guest' })).rejects.toThrow(/ACCESS_REFUSED|closed/i);
    const connection = await open();
    const channel = await connection.createConfirmChannel();
    channel.publish('', 'plain', Buffer.from('kept'), { persistent: true });
    await channel.waitForConfirms();
    await connection.close();
    expect(await stack.stop('broker')).toMatchObject({ exitCode: 0 });
    await stack.remove('broker');
    await stack.start('broker');
    await stack.ready('broker', { limit: 120_000 });
    const again = await open();
    try {
      const message = await (await again.createChannel()).get('plain');
      expect(message === false ? '' : message.content.toString()).toBe('kept');
    } finally {
      await again.close();
    }
  });
});
