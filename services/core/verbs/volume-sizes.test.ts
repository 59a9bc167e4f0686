import { expect, it } from 'vitest';
import type { EngineClient, EngineRequest } from '../../engine/index.ts';
import { volumeSizes } from './volume-sizes.ts';

const usage = { Volumes: [{ Name: 'data', UsageData: { Size: 42 } }, { Name: 'uncounted', UsageData: { Size: -1 } }, { Name: 'unknown', UsageData: null }] };

function fakeEngine(answer: (call: number) => Promise<unknown>) {
  const seen: EngineRequest[] = [];
  const call = async (request: EngineRequest): Promise<unknown> => {
    seen.push(request);
    return answer(seen.length);
  };
  return { client: { call } as EngineClient, seen };
}

it('asks once for all who ask meanwhile, and anew afterwards', async () => {
  const { client, seen } = fakeEngine(async () => Promise.resolve(usage));
  const [one, other] = await Promise.all([volumeSizes(client), volumeSizes(client)]);
  expect([...one]).toEqual([['data', 42]]);
  expect(other).toBe(one);
  await volumeSizes(client);
  expect(seen).toHaveLength(2);
});

it('waits for another program that has the engine count', async () => {
  const { client, seen } = fakeEngine(async (call) => (call < 3 ? Promise.reject(new Error('a disk usage operation is already running.')) : Promise.resolve(usage)));
  expect((await volumeSizes(client)).get('data')).toBe(42);
  expect(seen).toHaveLength(3);
});

it('gives up after the deadline, or when it is no longer wanted, without disturbing who waits longer', async () => {
  const answer = Promise.withResolvers<unknown>();
  const { client } = fakeEngine(async () => answer.promise);
  const patient = volumeSizes(client);
  await expect(volumeSizes(client, { deadline: 20 })).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT' });
  await expect(volumeSizes(client, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
  answer.resolve(usage);
  expect((await patient).get('data')).toBe(42);
});
