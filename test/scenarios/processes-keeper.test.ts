import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processes, type ProcessSpec, type Processes } from '../../services/core/processes/index.ts';
import { openStore } from '../../services/store/index.ts';
import { processPaths } from '../../services/core/processes/paths.ts';

let directory: string;
let kept: Processes;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stackyard-keeper-'));
  kept = processes(directory, 'shop');
});
afterEach(async () => {
  await kept.shutdown();
  await until('no process of the stack is left', () => marked().length === 0);
  rmSync(directory, { recursive: true });
});

const environment = { PATH: process.env['PATH'] ?? '' };
const quick = { initial: 20, maximum: 100, stable: 2_000 };

function spec(service: string, run: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  return { service, run, cwd: directory, env: environment, backOff: quick, ...more };
}

/** Processes that carry the stack's mark in their environment, and its keepers. */
function marked(): number[] {
  const { mark } = processPaths(directory, 'shop');
  return pids().filter((pid) => contains(pid, 'environ', mark) || (contains(pid, 'cmdline', 'keeper.ts') && contains(pid, 'cmdline', directory)));
}

function keepers(): number[] {
  return pids().filter((pid) => contains(pid, 'cmdline', 'keeper.ts') && contains(pid, 'cmdline', directory));
}

function pids(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
}

function contains(pid: number, file: string, text: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')) && readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(text);
  } catch {
    return false;
  }
}

async function until(what: string, condition: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function texts(name: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of kept.readLogs(name)) lines.push(line.text);
  return lines;
}

test('starts, captures output, stops with grandchildren, and the keeper leaves', async () => {
  const started = await kept.start(spec('web', 'sh -c "sleep 1000 & sleep 1001 & wait" & echo out; echo err >&2; wait', { hash: 'abc' }));
  expect(started).toMatchObject({ name: 'web', state: 'running', restarts: 0, hash: 'abc' });
  await until('both lines are there', async () => (await texts('web')).length === 2);
  // The keeper, two shells and two sleeps.
  await until('all of them run', () => marked().length >= 5);
  expect(keepers()).toHaveLength(1);
  await kept.stop('web');
  expect(await kept.status()).toEqual([]);
  await until('nothing is left', () => marked().length === 0);
  const paths = processPaths(directory, 'shop');
  expect(existsSync(paths.socket)).toBe(false);
  expect((await texts('web')).sort()).toEqual(['err', 'out']);
});

test('each end of its own is in the history, with the exit and the pause before the next start', async () => {
  await kept.start(spec('loop', 'exit 3'));
  await until('it was started again', async () => ((await kept.status())[0]?.restarts ?? 0) >= 2);
  await kept.stop('loop');
  await kept.shutdown();
  await using store = await openStore(directory);
  const { events } = await store.events.query({ stack: 'shop', type: 'process.ended' });
  expect(events.length).toBeGreaterThanOrEqual(2);
  expect(events[0]).toMatchObject({ service_name: 'loop', status: 'failed', details: { exitCode: 3, restartSeconds: 0.02 } });
});

test('restarts with growing pauses, is called crash-looping, and says the last exit', async () => {
  await kept.start(spec('flaky', 'date +%s%N >> starts; exit 3', { backOff: { initial: 50, maximum: 400, stable: 5_000 } }));
  await until('six starts', () => startsOf().length >= 6);
  const starts = startsOf();
  const pauses = starts.slice(1).map((each, index) => each - (starts[index] ?? 0));
  for (const [index, least] of [50, 100, 200, 400, 400].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(least - 5);
  const [status] = await kept.status();
  expect(status).toMatchObject({ state: 'crash-looping', lastExit: { code: 3, signal: null } });
  expect(status?.restarts).toBeGreaterThanOrEqual(5);
});

function startsOf(): number[] {
  const file = join(directory, 'starts');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map((line) => Number(line) / 1e6) : [];
}

test('a process that is killed comes back with another pid', async () => {
  const { pid } = await kept.start(spec('web', 'exec sleep 1000'));
  process.kill(pid ?? 0, 'SIGKILL');
  await until('it runs again', async () => (await kept.status()).some((each) => each.state === 'running' && each.pid !== pid && each.restarts === 1));
  expect((await kept.status())[0]?.lastExit).toMatchObject({ code: null, signal: 'SIGKILL' });
});

test('a background child of a shell that ended is ended before the next start', async () => {
  await kept.start(spec('web', 'sleep 1000 & exit 1'));
  await until('three restarts', async () => ((await kept.status())[0]?.restarts ?? 0) >= 3);
  // The keeper, one shell and one sleep; four starts would otherwise have left four sleeps.
  expect(marked().length).toBeLessThanOrEqual(3);
  await kept.stop('web');
  await until('nothing is left', () => marked().length === 0);
});

test('a process that ignores SIGTERM is killed after its grace, with its group', async () => {
  await kept.start(spec('stubborn', `trap '' TERM; echo up; while :; do sleep 0.1; done`, { graceSeconds: 0.5 }));
  await until('it has set its trap', async () => (await texts('stubborn')).includes('up'));
  const began = performance.now();
  await kept.stop('stubborn');
  expect(performance.now() - began).toBeGreaterThanOrEqual(450);
  await until('nothing is left', () => marked().length === 0);
});

test('the stop signal of the service is the one that is sent', async () => {
  await kept.start(spec('web', `trap 'echo got int; exit 0' INT; echo up; while :; do sleep 0.05; done`, { stopSignal: 'SIGINT' }));
  await until('it has set its trap', async () => (await texts('web')).includes('up'));
  await kept.stop('web');
  expect(await texts('web')).toContain('got int');
});

test('the same spec again changes nothing, another one replaces the process', async () => {
  const first = await kept.start(spec('web', 'exec sleep 1000'));
  expect((await kept.start(spec('web', 'exec sleep 1000'))).pid).toBe(first.pid);
  const second = await kept.start(spec('web', 'exec sleep 1000', { env: { ...environment, CACHE_URL: 'changed' } }));
  expect(second.pid).not.toBe(first.pid);
  await until('one process runs', async () => (await kept.status()).length === 1);
});

test('eight clients at once: one keeper, one process', async () => {
  await Promise.all(Array.from({ length: 8 }, () => processes(directory, 'shop').start(spec('web', 'exec sleep 1000'))));
  await until('one keeper', () => keepers().length === 1);
  expect(await kept.status()).toHaveLength(1);
  expect(marked()).toHaveLength(2);
});

test('kill -9 of the keeper: its children are called orphaned, and the next start ends them first', async () => {
  const { pid } = await kept.start(spec('web', 'sleep 1000 & exec sleep 1001', { hash: 'h1' }));
  killKeeper();
  await until('status knows it', async () => (await kept.status()).some((each) => each.state === 'orphaned' && each.pid === pid && each.hash === 'h1'));
  const again = await kept.start(spec('web', 'exec sleep 1002'));
  expect(again.pid).not.toBe(pid);
  expect(marked()).toHaveLength(2);
});

test('kill -9 of the keeper, then stop: nothing is left', async () => {
  await kept.start(spec('web', 'sleep 1000 & exec sleep 1001'));
  await kept.start(spec('api', 'exec sleep 1003'));
  killKeeper();
  await until('the keeper is gone', () => keepers().length === 0);
  await kept.stop('web');
  expect((await kept.status()).map((each) => each.name)).toEqual(['api']);
  await kept.stop('api');
  expect(marked()).toEqual([]);
});

test('a record whose pid was given to another process since harms nobody', async () => {
  await kept.start(spec('web', 'exec sleep 1000'));
  const { records } = processPaths(directory, 'shop');
  const [record] = JSON.parse(readFileSync(records, 'utf8')) as [{ started: string }];
  killKeeper();
  await until('the keeper is gone', () => keepers().length === 0);
  const { writePrivateFile } = await import('../../services/store/private-files.ts');
  writePrivateFile(records, JSON.stringify([{ ...record, pid: process.pid }]));
  await kept.stop('web');
  expect(marked()).toEqual([]);
});

test('SIGTERM ends the keeper and everything it keeps', async () => {
  await kept.start(spec('web', 'sleep 1000 & exec sleep 1001'));
  const [keeper] = keepers();
  process.kill(keeper ?? 0, 'SIGTERM');
  await until('nothing is left', () => marked().length === 0);
  expect(existsSync(processPaths(directory, 'shop').socket)).toBe(false);
});

test('secrets are in no argument, log or file, and the socket is private', async () => {
  const secret = 'canary-Zx81Qw77Lm';
  await kept.start(spec('web', 'echo "password $CACHE_PASSWORD"; exec sleep 1000', { env: { ...environment, CACHE_PASSWORD: secret }, secrets: [secret] }));
  await until('the line is there', async () => (await texts('web')).length === 1);
  expect(await texts('web')).toEqual(['password [secret]']);
  expect(pids().filter((pid) => contains(pid, 'cmdline', secret))).toEqual([]);
  expect(readdirSync(directory, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).filter((each) => readFileSync(join(each.parentPath, each.name), 'latin1').includes(secret))).toEqual([]);
  const { socket } = processPaths(directory, 'shop');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
});

test('a missing working directory is refused, bad requests are answered, and the keeper lives on', async () => {
  await kept.start(spec('api', 'exec sleep 1000'));
  await expect(kept.start(spec('web', 'true', { cwd: '/nonexistent/folder' }))).rejects.toMatchObject({ code: 'NOT_FOUND', service: 'web' });
  const { socket } = processPaths(directory, 'shop');
  for (const bytes of ['no json\n', '{"method":"dance"}\n', '{"method":"start","spec":{"env":{"P":1}}}\n', '\0\n', '{"method":"status"']) {
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const client = connect(socket, () => client.end(bytes));
      client.on('data', (chunk) => (text += String(chunk))).on('close', () => resolve(text)).on('error', reject);
    });
    if (bytes.endsWith('\n')) expect(JSON.parse(answer)).toHaveProperty('error');
  }
  expect(await kept.status()).toMatchObject([{ name: 'api', state: 'running' }]);
});

test('an aborted start and follow end at once', async () => {
  await expect(kept.start(spec('web', 'true'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  await kept.start(spec('web', 'echo up; exec sleep 1000'));
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const line of kept.readLogs('web', { follow: true, signal: stop.signal })) {
    seen.push(line.text);
    stop.abort();
  }
  expect(seen).toEqual(['up']);
});

test('a state directory whose socket path would be too long works as well', async () => {
  const deep = join(directory, 'd'.repeat(120));
  const far = processes(deep, 'shop');
  await far.start(spec('web', 'exec sleep 1000'));
  expect(await far.status()).toMatchObject([{ name: 'web', state: 'running' }]);
  const { socket } = processPaths(deep, 'shop');
  await far.shutdown();
  expect(existsSync(socket)).toBe(false);
});

function killKeeper(): void {
  const [keeper] = keepers();
  process.kill(keeper ?? 0, 'SIGKILL');
}
