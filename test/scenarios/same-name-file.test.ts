import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanView, Status } from '../../services/contract/results.ts';
import { shareCore } from '../../services/core/index.ts';
import type { EngineClient } from '../../services/engine/index.ts';
import { attachToCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { stackyard } from './cli-support.ts';
import { testEngine } from './lifecycle-stack.ts';

/** Two stack files of one folder with one name: neither takes, stops or shows what the other runs. */
const name = `h6-files-${randomBytes(3).toString('hex')}`;
const scratch = await scratchDirectory();
const environment = { STACKYARD_HOME: scratch.file('home') };
const one = scratch.file('shop/stackyard.yaml');
const run = (...words: readonly string[]) => stackyard(words, { directory: scratch.file('shop'), environment });
const json = async <Result>(...words: readonly string[]): Promise<Result> => JSON.parse((await run(...words, '--json')).stdout) as Result;
const status = async (file: string): Promise<Status> => json('status', '-f', file);
const taken = { message: `A stack named ${name} already runs from ${one}.`, hint: `Give this one another name in its stack file, or stop that one with stackyard down -f ${one}.` };
const told = `Volume ${name}.data was made by ${one} and is used with its data`;
let engine: EngineClient;

function write(file: string, line: string): void {
  writeFileSync(
    scratch.file(`shop/${file}`),
    `name: ${name}\nservices:\n  box: { image: "local/debian:dev", command: [sh, -c, "echo ${line}; sleep infinity"], init: true, stop_grace_period: 1s, volumes: ["data:/data"], ready: { exec: ["true"] } }\n`,
  );
}

/** The container of the name, and the life that it is in. */
async function container(): Promise<readonly [string, string]> {
  const { Id, State } = await engine.call<{ readonly Id: string; readonly State: { readonly StartedAt: string } }>({ method: 'GET', path: `/containers/${name}-box-1/json` });
  return [Id, State.StartedAt];
}

beforeAll(async () => {
  engine = await testEngine();
  mkdirSync(scratch.file('shop'));
  symlinkSync(scratch.file('shop'), scratch.file('link'));
  write('stackyard.yaml', 'the one');
  write('other.yaml', 'the other');
  const { code, stderr } = await run('up');
  if (code !== 0) throw new Error(stderr);
});
afterAll(async () => {
  for (const file of ['moved.yaml', 'other.yaml']) await run('down', '-f', file);
  await run('volumes', 'remove', `${name}.data`, '--confirm', `${name}.data`, '-f', 'other.yaml');
  await engine[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

it.each(['up', 'plan', 'restart', 'down'])('%s of the other file is refused, and names the file that runs', async (verb) => {
  const before = await container();
  const { code, stdout } = await run(verb, '-f', 'other.yaml', '--json');
  expect([code, JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')]).toEqual([4, { error: { code: 'CONFLICT', ...taken } }]);
  expect(await container()).toEqual(before);
});

it('the other file shows nothing of it, and says where it runs', async () => {
  expect(await status('other.yaml')).toMatchObject({ elsewhere: taken, services: [{ name: 'box', state: 'stopped', restarts: 0 }] });
  expect((await run('status', '-f', 'other.yaml')).stderr).toContain(`warning: ${taken.message}`);
  expect((await run('logs', '-f', 'other.yaml')).stdout).toBe('');
  expect((await run('logs')).stdout).toContain('the one');
});

it('a core that follows both, and is asked for the folder, tells them apart', async () => {
  const core = await shareCore({ ...process.env, ...environment });
  await core.start();
  const { client, socket } = await attachToCore(core);
  const seen = async (file: string): Promise<unknown> => {
    for await (const { status: now, problem } of await client.stacks.watch({ file })) return [now.elsewhere, problem, now.services[0]?.state];
    return undefined;
  };
  const other = scratch.file('shop/other.yaml');
  await client.stacks.open({ file: other });
  expect(await seen(scratch.file('shop'))).toEqual([undefined, undefined, 'ready']);
  expect(await seen(other)).toEqual([taken, undefined, 'stopped']);
  await client.core.shutdown({ now: true });
  socket.close();
  await expect.poll(() => core.isThere()).toBe(false);
});

it.each([['a relative path', './stackyard.yaml'], ['its folder', '.'], ['its whole path', one], ['a path through a link', '../link/stackyard.yaml'], ['a link to its folder', scratch.file('link')]])('%s is the same file', async (_what, path) => {
  const { elsewhere, services } = await status(path);
  expect([elsewhere, services[0]?.state]).toEqual([undefined, 'ready']);
  expect(await json('plan', '-f', path)).toEqual({ stack: name, steps: [] });
});

it('what runs is taken over by its file under another name of the file: a new file in its place has nothing of it', async () => {
  const [before] = await container();
  renameSync(one, scratch.file('shop/moved.yaml'));
  expect((await status('moved.yaml')).services[0]?.state).toBe('ready');
  const { steps } = await json<PlanView>('plan', '-f', 'moved.yaml');
  expect(steps[0]).toMatchObject({ kind: 'create-container', cause: `it was made from ${one}, which is gone` });
  expect(await run('up', '-f', 'moved.yaml')).toMatchObject({ code: 0 });
  expect(await json('plan', '-f', 'moved.yaml')).toMatchObject({ steps: [] });
  const after = await container();
  expect(after[0]).not.toBe(before);
  for (const ownName of [name, `${name}-new`]) {
    writeFileSync(one, `name: ${ownName}\nservices:\n  box: { image: "local/debian:dev", command: [sleep, infinity] }\n`);
    await run('down');
    expect([(await status('stackyard.yaml')).earlier, await container()]).toEqual([undefined, after]);
  }
  expect(await run('down', '-f', 'moved.yaml')).toMatchObject({ code: 0 });
  rmSync(scratch.file('shop/moved.yaml'));
  write('stackyard.yaml', 'the one');
  expect(await run('up')).toMatchObject({ code: 0 });
});

it('once the one is down the other has the name, and is told whose data it uses', async () => {
  expect(await run('down')).toMatchObject({ code: 0 });
  expect((await json<PlanView>('plan', '-f', 'other.yaml')).notes).toEqual([expect.stringContaining(told)]);
  expect((await run('plan', '-f', 'other.yaml')).stderr).toContain(`note: ${told}`);
  expect(await run('up', '-f', 'other.yaml')).toMatchObject({ code: 0, stderr: expect.stringContaining(told) as string });
  expect((await status('other.yaml')).services[0]?.state).toBe('ready');
  expect(await run('up', '-f', 'other.yaml')).toMatchObject({ code: 0, stderr: expect.not.stringContaining(told) as string });
  expect(await run('down')).toMatchObject({ code: 4 });
});
