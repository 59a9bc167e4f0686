import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planText } from '../../services/engine/index.ts';
import type { EngineClient } from '../../services/engine/index.ts';
import { sweptServices } from './lifecycle-child.ts';
import { createStack, inside, testEngine } from './lifecycle-stack.ts';
import type { TestStack } from './lifecycle-stack.ts';

/** Row 30 asks for 100 points; each verb has at most 12 steps, swept once here and `STACKYARD_SWEEPS` times in the soak. */
const sweeps = Number(process.env['STACKYARD_SWEEPS'] ?? '1');

let client: EngineClient;
beforeAll(async () => {
  client = await testEngine();
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

/** True when the process was killed at its kill point; false when it ended before reaching it. */
async function killedAfter(stack: TestStack, step: number, command: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lifecycle-child.ts'), stack.name, stack.directory, ...command], {
    env: { ...process.env, STACKYARD_FAULT: `after:${step}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal === null && code !== 0) throw new Error(complaint);
  return signal === 'SIGKILL';
}

async function expectWhole(stack: TestStack, memory: string): Promise<void> {
  await stack.up(sweptServices(memory));
  const { containers, networks, volumes } = await stack.observe();
  expect(Object.fromEntries(containers.map((each) => [each.name, each.state]))).toEqual({ [`${stack.name}-api-1`]: 'running', [`${stack.name}-cache-1`]: 'running' });
  expect(containers).toHaveLength(2);
  expect([networks.length, volumes.length]).toEqual([1, 1]);
  expect(planText((await stack.up(sweptServices(memory))).plan)).toBe('');
  expect(await inside(stack, 'cache', ['redis-cli', 'config', 'get', 'maxmemory'])).toContain(String(Number.parseInt(memory, 10) << 20));
}

it('a process killed after any step of up, update or down leaves what the next up completes, with all data (row 30)', { timeout: 600_000 }, async () => {
  await using stack = await createStack(client);
  const points = { up: 0, update: 0, down: 0 };
  await expectWhole(stack, '64mb');
  await inside(stack, 'cache', ['redis-cli', 'set', 'canary', 'alive']);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (let step = 1; await killedAfter(stack, step, ['up', step % 2 === 0 ? '64mb' : '128mb']); step += 1) {
      points.update += 1;
      await expectWhole(stack, step % 2 === 0 ? '64mb' : '128mb');
    }
    for (let step = 1; await killedAfter(stack, step, ['down']); step += 1) {
      points.down += 1;
      await expectWhole(stack, '64mb');
    }
    for (let step = 1; await killedAfter(stack, step, ['up', '64mb']); step += 1) {
      points.up += 1;
      await stack.down({ cache: [], api: ['cache'] });
    }
    await expectWhole(stack, '64mb');
    expect(await inside(stack, 'cache', ['redis-cli', 'get', 'canary'])).toContain('alive');
  }
  expect(points.update).toBeGreaterThanOrEqual(10 * sweeps);
  expect(points.down).toBeGreaterThanOrEqual(5 * sweeps);
  expect(points.up).toBeGreaterThanOrEqual(6 * sweeps);
});
