import { expect, it } from 'vitest';
import type { EngineClient } from '../types.ts';
import { signalSession } from './signal-sessions.ts';

/** An engine whose execs each find two processes of every session they are asked for. */
function fakeEngine() {
  const asked: (readonly string[])[] = [];
  const exec: EngineClient['exec'] = async (_container, [, , , , ...leaders]) => {
    asked.push(leaders);
    await new Promise((resolve) => setTimeout(resolve, 10));
    return { exitCode: 0, output: leaders.map((leader) => `${leader}\n${leader}\n`).join('') };
  };
  return { client: { exec } as EngineClient, asked };
}

const request = { container: 'shop-api-1', signal: 'HUP' } as const;

it('signals sessions of a container that are asked for at once together, at most 25 at a time', async () => {
  const { client, asked } = fakeEngine();
  const found = await Promise.all(Array.from({ length: 60 }, async (_, leader) => signalSession(client, { ...request, leader: leader + 1 })));
  expect(found).toEqual(Array.from({ length: 60 }, () => 2));
  expect(asked.map((leaders) => leaders.length)).toEqual([25, 25, 10]);
  expect(new Set(asked.flat()).size).toBe(60);
});

it('does not mix containers, signals and users', async () => {
  const { client, asked } = fakeEngine();
  await Promise.all([
    signalSession(client, { ...request, leader: 1 }),
    signalSession(client, { ...request, container: 'shop-api-2', leader: 1 }),
    signalSession(client, { ...request, signal: 'KILL', leader: 1 }),
    signalSession(client, { ...request, user: '0', leader: 1 }),
  ]);
  expect(asked).toHaveLength(4);
});

it('fails for those that asked, not for those that ask after', async () => {
  const { client } = fakeEngine();
  let calls = 0;
  const failing = { exec: async (...words: Parameters<EngineClient['exec']>) => {
    calls += 1;
    if (calls === 1) throw new Error('paused');
    return client.exec(...words);
  } } as EngineClient;
  await expect(signalSession(failing, { ...request, leader: 1 })).rejects.toThrow('paused');
  expect(await signalSession(failing, { ...request, leader: 1 })).toBe(2);
});
