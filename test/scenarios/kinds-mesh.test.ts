import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askHttp, type Answer } from '../kinds/contract/http-client.ts';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

const upstream = '{ image: "local/debian:dev", entrypoint: [perl, /upstream.pl], command: [], volumes: ["./upstream.pl:/upstream.pl:ro"], expose: { http: 8080 }, scale: 2, stop_grace_period: 1s }';

/** What only Envoy can: each feature has a cluster of its own, over one pair whose second replica is ill below /lame. */
describe('envoy', () => {
  let stack: TestStack;
  const services = `
  pair: ${upstream}
  mesh:
    template: envoy
    routes:
      - { to: pair, prefix: /plain }
      - { to: pair, prefix: /lame/raw }
      - { to: pair, prefix: /lame/ejected, outlierDetection: { consecutiveErrors: 2, interval: 200ms, ejectionTime: 60s, maxEjectionPercent: 50 } }
      - { to: pair, prefix: /checked, healthCheck: { path: /lame/health, interval: 200ms, timeout: 1s } }
      - { to: pair, prefix: /narrow, circuitBreaker: { maxConnections: 1, maxPending: 1 } }
`;
  const ask = async (path: string): Promise<Answer> => askHttp(stack.reach('mesh').address('http'), path);
  const askMany = async (path: string, count: number): Promise<readonly Answer[]> => {
    const answers: Answer[] = [];
    while (answers.length < count) answers.push(await ask(path));
    return answers;
  };
  const replicas = (answers: readonly Answer[]): readonly string[] => [...new Set(answers.map(({ text }) => /on (\S+)$/.exec(text)?.[1] ?? text))].toSorted();
  const until = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await condition()); await pause(100)) if (Date.now() > end) throw new Error(`not within 20 s: ${what}`);
  };

  beforeAll(async () => {
    stack = await createStack({ services, files: { 'upstream.pl': await readFile(join(import.meta.dirname, '../kinds/contract/upstream.pl'), 'utf8') } });
    for (const replica of [1, 2]) await stack.start('pair', replica);
    await stack.start('mesh');
    await stack.ready('mesh');
    await until('both replicas answer', async () => replicas(await askMany('/plain/x', 10)).join() === 'pair,pair-2');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  test('without outlier detection the ill replica goes on being asked', async () => {
    const answers = await askMany('/lame/raw', 40);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
  });

  test('with it the ill replica is left out after some errors', async () => {
    await until('ten answers in a row are good', async () => (await askMany('/lame/ejected', 10)).every(({ status }) => status === 200));
    const answers = await askMany('/lame/ejected', 40);
    expect([replicas(answers), new Set(answers.map(({ status }) => status))]).toEqual([['pair'], new Set([200])]);
  });

  test('a replica whose health check fails gets no request', async () => {
    await until('only the healthy one answers', async () => replicas(await askMany('/checked/x', 10)).join() === 'pair');
    expect(replicas(await askMany('/checked/x', 40))).toEqual(['pair']);
    expect(replicas(await askMany('/plain/x', 40))).toEqual(['pair', 'pair-2']);
  });

  test('a circuit breaker refuses at once what is more than it lets through', async () => {
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const answer = await ask('/narrow/slow/1500');
        return { ...answer, after: performance.now() - began };
      }),
    );
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(refused.length).toBeGreaterThanOrEqual(6);
    for (const { headers, after } of refused) {
      expect(headers['x-envoy-overloaded']).toBe('true');
      expect(after).toBeLessThan(1_400);
    }
    expect(await ask('/narrow/x')).toMatchObject({ status: 200 });
    const wide = await Promise.all(Array.from({ length: 10 }, async () => ask('/plain/slow/300')));
    expect(new Set(wide.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
