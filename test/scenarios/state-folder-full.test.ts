import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { connectWebSocket } from '../../services/contract/connect/web-socket.ts';
import { shareCore } from '../../services/core/index.ts';
import { dialUnixSocket } from '../../services/shells/connect/unix-socket.ts';
import { scratchFolder, stackyard } from './cli-support.ts';

// By their paths: no package of ours brings them.
const [mount, unmount] = ['/bin/mount', '/bin/umount'];
const folder = scratchFolder();
const home = join(folder.path, 'state');
const file = join(folder.path, 'stackyard.yaml');
const options = { directory: folder.path, environment: { STACKYARD_HOME: home } };
const stack = (command: string): string => `name: hstate-full\nservices:\n  plain: { run: "${command}" }\n`;
let mounted: ReturnType<typeof spawnSync>;

beforeAll(() => {
  mkdirSync(home, { mode: 0o700 });
  mounted = spawnSync(mount, ['-t', 'tmpfs', '-o', 'size=4m,mode=700', 'tmpfs', home]);
  writeFileSync(file, stack('sleep 600'));
});
afterAll(async () => {
  remount('size=16m');
  await stackyard(['down'], options);
  const core = await shareCore({ ...process.env, STACKYARD_HOME: home });
  if (await core.isThere()) await ask((client) => client.core.shutdown({ now: true }));
  while (await core.isThere()) await sleep(20);
  // The keeper leaves a moment after its last process.
  while (spawnSync(unmount, [home]).status !== 0) await sleep(50);
  folder[Symbol.dispose]();
});

const remount = (how: string): void => {
  if (spawnSync(mount, ['-o', `remount,${how}`, home]).status !== 0) throw new Error(`${home} cannot be mounted anew with ${how}`);
};
const isMounted = (context: TestContext): void => {
  if (mounted.status !== 0) context.skip(`a small tmpfs cannot be mounted here: ${String(mounted.stderr ?? mounted.error)}`);
};

/** To the last byte. */
function fill(): void {
  let size = 2 ** 20;
  for (let n = 0; size > 0; n++) {
    const { status } = spawnSync('dd', ['if=/dev/zero', `of=${join(home, `stackyard.filler-${n}`)}`, `bs=${size}`, 'count=1']);
    if (status !== 0) size = size === 1 ? 0 : Math.floor(size / 4);
    if (statfsSync(home).bavail === 0) return;
  }
}

async function ask<Answer>(act: (client: ReturnType<typeof connectWebSocket>['client']) => Promise<Answer>): Promise<Answer> {
  const { client, socket } = connectWebSocket({ dial: () => dialUnixSocket(join(home, 'core.sock')) });
  try {
    return await act(client);
  } finally {
    socket.close();
  }
}

async function states(): Promise<unknown> {
  const { code, stdout, stderr } = await stackyard(['status', '--json'], options);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('defect')]);
  const { services } = JSON.parse(stdout) as { readonly services: readonly { readonly name: string; readonly state: string }[] };
  return services.map(({ name, state }) => `${name} ${state}`);
}

/** What the core, which watches all the time, tells the app. */
const seen = (): Promise<readonly string[]> =>
  ask(async ({ stacks }) => {
    for await (const { status } of await stacks.watch({ file })) return status.services.map(({ name, state }) => `${name} ${state}`);
    return [];
  });

test('row 40: on a full state folder what runs is seen as it is, and a change is refused with what to free', { timeout: 120_000 }, async (context) => {
  isMounted(context);
  expect(await stackyard(['up'], options)).toMatchObject({ code: 0 });
  await (await shareCore({ ...process.env, STACKYARD_HOME: home })).start();
  await expect.poll(seen).toEqual(['plain ready']);
  fill();
  expect(await states()).toEqual(['plain ready']);
  expect(await seen()).toEqual(['plain ready']);
  writeFileSync(file, stack('sleep 601'));
  const refused = await stackyard(['up'], options);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain(`The disk of ${home}`);
  expect(refused.stderr).toContain('Free some space');
  expect(refused.stderr).not.toContain('defect');
  expect(await states()).toEqual(['plain ready']);
});

test('row 40: with room again everything goes on by itself', { timeout: 120_000 }, async (context) => {
  isMounted(context);
  remount('size=16m');
  expect(await stackyard(['up'], options)).toMatchObject({ code: 0 });
  await expect.poll(seen, { timeout: 5_000 }).toEqual(['plain ready']);
});

test('on a read-only state folder what runs is seen, and a change is refused with the reason', { timeout: 120_000 }, async (context) => {
  isMounted(context);
  await ask((client) => client.core.shutdown({ now: true }));
  const core = await shareCore({ ...process.env, STACKYARD_HOME: home });
  await expect.poll(() => core.isThere()).toBe(false);
  // The keeper holds its log open.
  await stackyard(['down'], options);
  await expect.poll(() => spawnSync(mount, ['-o', 'remount,ro', home]).status, { timeout: 10_000 }).toBe(0);
  try {
    expect(await states()).toEqual(['plain stopped']);
    for (const words of [['up'], ['ui', '--background']]) {
      const { code, stderr } = await stackyard(words, options);
      expect([words, code === 0, stderr]).toEqual([words, false, expect.stringMatching(/read-only|cannot be written/)]);
      expect(stderr).not.toContain('defect');
    }
  } finally {
    remount('rw');
  }
});
