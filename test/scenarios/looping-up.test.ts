import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Status } from '../../services/contract/results.ts';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore, type ReachableCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { stackyard } from './cli-support.ts';

/** What `up` gave up because it kept crashing is not tried again behind its back by the core that watches the stack. */
const name = `h6-loop-${randomBytes(3).toString('hex')}`;
const scratch = await scratchDirectory();
const environment = { STACKYARD_HOME: scratch.file('home') };
const run = (...words: readonly string[]) => stackyard(words, { directory: scratch.path, environment });
const events = async (): Promise<readonly string[]> => (await run('events', '--json')).stdout.trim().split('\n').map((line) => (JSON.parse(line) as { readonly event_type: string }).event_type);
const reader = async (): Promise<Status['services'][number] | undefined> => (JSON.parse((await run('status', '--json')).stdout) as Status).services[0];
let core: ReachableCore;
let connection: Awaited<ReturnType<typeof attachToCore>>;

beforeAll(async () => {
  writeFileSync(scratch.file('stackyard.yaml'), `name: ${name}\nservices:\n  reader: { image: "local/debian:dev", command: [sh, -c, "echo no key; exit 3"] }\n`);
  core = await shareCore({ ...process.env, ...environment });
  await core.start();
  connection = await attachToCore(core);
  await connection.client.stacks.open({ file: scratch.file('stackyard.yaml') });
});
afterAll(async () => {
  await run('down');
  await connection.client.core.shutdown({ now: true });
  connection.socket.close();
  while (await core.isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  await scratch[Symbol.asyncDispose]();
});

it('stays as up left it, with its cause, until a person starts it', async () => {
  const { code, stderr } = await run('up');
  expect([code, stderr]).toEqual([1, expect.stringContaining('it was stopped')]);
  const snapshots = await connection.client.stacks.watch({ file: scratch.file('stackyard.yaml') });
  for await (const { status, changing } of snapshots) if (changing === undefined && status.services[0]?.state === 'crash-looping') break;
  const before = await events();
  expect(before).toContain('up.failed');
  // Longer than the pause before what was ended from outside is started again.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(await events()).toEqual(before);
  expect(await reader()).toMatchObject({ state: expect.stringMatching(/crash-looping|failed/) as string, cause: expect.stringContaining('3') as string });
  await run('up');
  expect((await events()).length).toBeGreaterThan(before.length);
});
