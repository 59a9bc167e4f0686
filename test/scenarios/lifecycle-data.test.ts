import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containerOf } from '../../services/engine/plan/plan.test-support.ts';
import type { EngineClient } from '../../services/engine/index.ts';
import type { ContainerService } from '../../services/topology/types.ts';
import { createStack, inside, redis, redisConf, shell, testEngine } from './lifecycle-stack.ts';
import type { Result } from './lifecycle-stack.ts';

/** Row 45 asks for 20 updates: that many in the soak (`STACKYARD_SWEEPS=7`), 3 here. */
const updates = 3 * Number(process.env['STACKYARD_SWEEPS'] ?? '1');

let client: EngineClient;
beforeAll(async () => {
  client = await testEngine();
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

function rabbit(level: string): ContainerService {
  return containerOf('broker', {
    image: { from: 'registry', reference: 'local/rabbitmq:dev' },
    environment: { LEVEL: level },
    mounts: [{ type: 'volume', volume: 'broker-data', target: '/var/lib/rabbitmq', readOnly: false }],
    ports: { amqp: { container: 5672, protocol: 'tcp', publish: { mode: 'auto', wanted: 25_672 } } },
    ready: { by: 'exec', command: ['gosu', 'rabbitmq', 'rabbitmq-diagnostics', '-q', 'check_port_listener', '5672'] },
    readyTimeoutSeconds: 90,
    stopGraceSeconds: 30,
  });
}

async function openChannel({ hostPorts }: Result) {
  const connection = await connect(`amqp://guest:guest@127.0.0.1:${hostPorts['broker']?.[0]?.['amqp']?.port ?? 0}`);
  return { channel: await connection.createConfirmChannel(), close: async () => connection.close() };
}

describe('data', () => {
  it(`of RabbitMQ outlives ${updates} recreates, since the node keeps its name (row 45)`, { timeout: 600_000 }, async () => {
    await using stack = await createStack(client);
    const { channel, close } = await openChannel(await stack.up([rabbit('0')]));
    await channel.assertQueue('canary', { durable: true });
    channel.sendToQueue('canary', Buffer.from('alive'), { persistent: true });
    await channel.waitForConfirms();
    await close();
    for (let update = 1; update <= updates; update += 1) {
      const result = await stack.up([rabbit(String(update))]);
      expect(result.plan.steps[0]?.cause).toBe(`environment LEVEL changed: ${update - 1} → ${update}`);
      const again = await openChannel(result);
      const message = await again.channel.get('canary', { noAck: false });
      expect(message === false ? 'lost' : message.content.toString()).toBe('alive');
      await again.close();
    }
  });

  it('is in the same volumes after every verb (row 46)', async () => {
    await using stack = await createStack(client);
    const memory = (value: string): ContainerService => redis('cache', { files: [{ path: '/etc/redis/redis.conf', content: redisConf(value), secret: true }] });
    // Not their `CreatedAt`, which Engine 20.10 moves with their content: that it is the same one shows by the canary.
    const volumes = async (): Promise<readonly string[]> => (await stack.observe()).volumes.map((each) => each.name);
    await stack.up([memory('64mb')]);
    await inside(stack, 'cache', ['redis-cli', 'set', 'canary', 'alive']);
    const before = await volumes();
    const verbs: readonly (() => Promise<unknown>)[] = [
      () => stack.up([memory('64mb')]),
      () => stack.up([memory('128mb')]),
      () => stack.up([memory('128mb'), shell('api', 'sleep 1000', { uses: ['cache'] })]),
      () => stack.down({ cache: [], api: ['cache'] }),
      () => stack.up([memory('64mb')]),
      () => stack.up([shell('api', 'sleep 1000')]),
      () => stack.down(),
      () => stack.up([memory('64mb')]),
    ];
    for (const verb of verbs) {
      await verb();
      expect(await volumes()).toEqual(before);
    }
    expect(await inside(stack, 'cache', ['redis-cli', 'get', 'canary'])).toContain('alive');
  });
});
