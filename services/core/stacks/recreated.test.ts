import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryName } from '../../engine/container/names.ts';
import { openStore, type NewEvent } from '../../store/index.ts';
import { recreatedServices } from './recreated.ts';

const hourAgo = Date.now() - 3_600_000;
const minute = (at: number): Date => new Date(hourAgo + at * 60_000);

/** A step of a container of the service that is done, `at` minutes after an hour ago. */
const step = ([kind, service, at]: readonly [string, string, number], cause: string, target = `shop-${service}-1`): NewEvent => ({ stack: 'shop', type: `step.${kind}`, service, status: 'ok', timestamp: minute(at), details: { target, cause } });

const replaced = (service: string, at: number, cause: string): readonly NewEvent[] => [
  step(['create-container', service, at], cause, temporaryName('0123456789abcdef', `shop-${service}-1`)),
  step(['stop-container', service, at + 1], cause),
  step(['remove-container', service, at + 1], 'replaced by its new container'),
  step(['rename-container', service, at + 2], 'the new container takes the name'),
];

it('tells of each service why its container was last replaced, and nothing of what was created, scaled or stopped', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'recreated-'));
  await using store = await openStore(directory);
  await store.events.append(
    step(['create-container', 'cache', 1], 'cache has no container 1'),
    ...replaced('cache', 5, 'redis.conf changed: maxmemory 128mb → 256mb'),
    ...replaced('cache', 10, 'redis.conf changed: maxmemory 256mb → 512mb'),
    step(['create-container', 'api', 1], 'api has no container 1'),
    step(['remove-container', 'api', 20], 'down was asked for'),
    ...replaced('web', 5, 'image web:1 changed: aaa → bbb'),
    step(['create-container', 'web', 30], 'environment LEVEL added', temporaryName('0123456789abcdef', 'shop-web-1')),
    { ...step(['rename-container', 'web', 31], 'the new container takes the name'), status: 'failed' },
  );
  expect(await recreatedServices(store, 'shop')).toEqual({
    cache: { cause: 'redis.conf changed: maxmemory 256mb → 512mb', at: expect.stringContaining(minute(12).toISOString().slice(0, 19)) as string },
    web: { cause: 'image web:1 changed: aaa → bbb', at: expect.any(String) as string },
  });
  expect(await recreatedServices(store, 'blog')).toEqual({});
  rmSync(directory, { recursive: true });
});
