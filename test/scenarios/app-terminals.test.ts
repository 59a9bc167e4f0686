import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { getEventMeta } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CoreClient } from '../../services/contract/client.ts';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { TerminalOpen, TerminalOutput } from '../../services/contract/views/terminal-view.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { smallCore, type SmallCore } from '../kit/small-core.ts';
import { socketProxy } from '../kit/socket-proxy.ts';
import { realSocket } from './engine-support.ts';
import { collect } from './lifecycle-stack.ts';

/** Terminals through the contract, in containers of the small image on the real engine. */
const stack = `h4-term-${randomBytes(3).toString('hex')}`;
const scratch = await scratchDirectory();
const file = scratch.file('stackyard.yaml');
let core: SmallCore;
let client: CoreClient;

beforeAll(async () => {
  mkdirSync(scratch.file('home'));
  writeFileSync(scratch.file('no-shell'), '');
  const common = 'image: "local/debian:dev", command: [/bin/sleep, infinity], init: true, restart: "no", stop_grace_period: 1s';
  writeFileSync(
    file,
    [
      `name: ${stack}`,
      'services:',
      `  app: { ${common}, user: "1000:1000", cap_drop: [ALL], scale: 2 }`,
      `  plain: { ${common}, environment: { PATH: /nowhere } }`,
      `  bare: { ${common}, volumes: ["./no-shell:/bin/sh:ro"] }`,
      `  brief: { ${common} }`,
      '  web: { run: "sleep 1000" }',
      '',
    ].join('\n'),
  );
  core = await smallCore({ home: scratch.file('home') });
  await collect(core.core.up({ file, services: ['app', 'plain', 'bare', 'brief'] }));
  ({ client } = core.connect());
});
afterAll(async () => {
  await collect(core.core.down({ file }));
  await core[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const open = async (changes: Partial<TerminalOpen> = {}, through = client): Promise<string> => (await through.terminals.open({ file, service: 'app', columns: 80, rows: 24, ...changes })).id;

/** Reads until the condition holds for all text so far, or to the end. */
async function read(id: string, until: (text: string) => boolean = () => false, { through = client, after }: { readonly through?: CoreClient; readonly after?: string } = {}) {
  const leaving = new AbortController();
  const items: TerminalOutput[] = [];
  let [text, last] = ['', after];
  for await (const item of await through.terminals.output({ id }, { signal: leaving.signal, ...(after === undefined ? {} : { lastEventId: after }) })) {
    items.push(item);
    text += item.bytes;
    last = getEventMeta(item)?.id ?? last;
    if (until(text)) break;
  }
  leaving.abort();
  return { text, items, last };
}

const type = async (id: string, text: string): Promise<unknown> => client.terminals.write({ id, text: `${text}\r` });

/** Command lines of what runs in a container, without the asking one. */
async function running(service: string): Promise<readonly string[]> {
  const script = String.raw`for each in /proc/[0-9]*; do tr '\0' ' ' < "$each/cmdline" 2>/dev/null; echo; done`;
  const { output } = await (await core.session.engine()).exec(`${stack}-${service}-1`, ['/bin/sh', '-c', `PATH=/usr/bin:/bin; ${script}`]);
  return output.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.includes('/proc/'));
}
const quiet = ['/sbin/docker-init -- /bin/sleep infinity', '/bin/sleep infinity'];
const failureFrom = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'it should have failed', (error: unknown) => failureOf(error));

describe('a terminal', () => {
  it('is a bash of the container’s user, of the size that was asked for', async () => {
    const id = await open({ columns: 97, rows: 31, replica: 2 });
    await type(id, 'echo "<$BASH_VERSION $(id -u) $(hostname) $(stty size) $TERM>"');
    const { text } = await read(id, (all) => /<[^$]+>/.test(all));
    expect(text).toMatch(/<5\.\S+ 1000 app-2 31 97 xterm-256color>/);
    await client.terminals.resize({ id, columns: 120, rows: 40 });
    await type(id, 'echo "[$(stty size)]"');
    expect((await read(id, (all) => /\[\d+ \d+\]/.test(all))).text).toContain('[40 120]');
    await client.terminals.close({ id });
  });

  it('takes letters beyond ASCII at its prompt', async () => {
    const id = await open();
    await type(id, 'echo "<żółw 😀>" | od -An -tx1');
    const { text } = await read(id, (all) => /0a\s/.test(all));
    expect(text.replaceAll(/\s+/g, ' ')).toContain('3c c5 bc c3 b3 c5 82 77 20 f0 9f 98 80 3e 0a');
    await client.terminals.close({ id });
  });

  it('is an sh where the image has no bash', async () => {
    const id = await open({ service: 'plain' });
    await type(id, 'echo "<$0 ${BASH_VERSION:-none}>"');
    expect((await read(id, (all) => /<\/bin/.test(all))).text).toContain('</bin/sh none>');
    await client.terminals.close({ id });
  });

  it('carries every byte, and typed text as UTF-8', async () => {
    const id = await open({ command: ['sh', '-c', String.raw`stty raw -echo; printf 'ready\377\000\302'; head -c 7 | od -An -tx1`] });
    await read(id, (all) => all.endsWith('ready\u00FF\u0000\u00C2'));
    await client.terminals.write({ id, text: 'grüße' });
    const { text, items } = await read(id);
    expect(text.trimEnd()).toBe('ready\u00FF\u0000\u00C2 67 72 c3 bc c3 9f 65');
    expect(items.at(-1)?.exitCode).toBe(0);
  });

  it('tells the exit code of its program, and takes nothing more', async () => {
    const id = await open();
    await type(id, 'exit 7');
    expect((await read(id)).items.at(-1)).toMatchObject({ exitCode: 7 });
    expect(await failureFrom(type(id, 'x'))).toMatchObject({ code: 'CONFLICT', hint: expect.stringMatching(/open/i) });
    await client.terminals.close({ id });
    expect(await failureFrom(read(id))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says what could not be run', async () => {
    const { text, items } = await read(await open({ command: ['no-such-program'] }));
    expect(text).toMatch(/no-such-program: not found/);
    expect(items.at(-1)?.exitCode).toBe(127);
  });

  it.each([
    ['a service that is not there', { service: 'nothing' }, 'NOT_FOUND'],
    ['a replica that is not there', { replica: 3 }, 'NOT_FOUND'],
    ['a process of this machine', { service: 'web' }, 'UNSUPPORTED'],
    ['an image without a shell', { service: 'bare' }, 'UNSUPPORTED'],
  ])('is refused for %s, with a next step', async (_case, changes, code) => {
    expect(await failureFrom(open(changes))).toMatchObject({ code, hint: expect.stringMatching(/\w/) });
  });
});

describe('output', () => {
  it('goes on over a lost connection without gap or repeat, and is there for another connection as well', async () => {
    const id = await open({ command: ['sh', '-c', 'for line in $(seq 2000); do echo "line $line"; done; read -r more; echo "$more"; exit 5'] });
    const lost = core.connect();
    const first = await read(id, (all) => all.includes('line 50\r\n'), { through: lost.client });
    lost[Symbol.dispose]();
    await type(id, 'typed meanwhile');
    const rest = await read(id, undefined, first.last === undefined ? {} : { after: first.last });
    const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index + 1}\r\n`).join('');
    expect((first.text + rest.text).replace('typed meanwhile\r\n', '')).toBe(`${lines}typed meanwhile\r\n`);
    expect(rest.items.at(-1)?.exitCode).toBe(5);
    expect((await read(id)).text).toBe(first.text + rest.text);
  });

  it('says how much nobody took in time, of more than 1 MB', async () => {
    const id = await open({ command: ['sh', '-c', 'stty -echo; echo begin; read -r go; head -c 3000000 /dev/zero | tr "\\0" x; touch /tmp/said; read -r go'] });
    const { last = '' } = await read(id, (all) => all.includes('begin\r\n'));
    await type(id, 'go');
    await vi.waitFor(async () => expect(await (await core.session.engine()).exec(`${stack}-app-1`, ['test', '-e', '/tmp/said'])).toMatchObject({ exitCode: 0 }), { timeout: 10_000, interval: 50 });
    await type(id, 'go');
    const { text, items } = await read(id, undefined, { after: last });
    const [first, ...others] = items.map(({ skipped }) => skipped);
    expect(first).toBe(3_000_000 - 1024 * 1024);
    expect(others.every((skipped) => skipped === undefined)).toBe(true);
    expect(text).toBe('x'.repeat(1024 * 1024));
    await client.terminals.close({ id });
  });

  it('comes in at most one item of 256 kB per 16 ms, however fast the program', async () => {
    const id = await open({ command: ['sh', '-c', 'head -c 8000000 /dev/zero | tr "\\0" x'] });
    const began = performance.now();
    const { text, items } = await read(id);
    const milliseconds = performance.now() - began;
    expect(text).toBe('x'.repeat(8_000_000));
    expect(items.some(({ skipped }) => skipped !== undefined)).toBe(false);
    expect(Math.max(...items.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(256 * 1024);
    expect(items.length).toBeLessThanOrEqual(milliseconds / 16 + 2);
  });
});

describe('nothing is left in a container', () => {
  const jobs = 'sleep 4001 & nohup sleep 4002 >/dev/null & (trap "" HUP; sleep 4003) & sleep 4004';

  it('by a terminal that was closed, with all that was started in it', async () => {
    const id = await open();
    await type(id, jobs);
    await vi.waitFor(async () => expect((await running('app')).filter((line) => line.startsWith('sleep 400'))).toHaveLength(4), { timeout: 10_000, interval: 100 });
    const reading = read(id);
    await client.terminals.close({ id });
    expect(await running('app')).toEqual(quiet);
    expect((await reading).items.at(-1)?.exitCode).toBeGreaterThan(128);
  });

  it('by a program that is deaf to hanging up and stopped besides', async () => {
    const id = await open({ command: ['bash', '-c', 'trap "" HUP TERM INT; echo deaf; kill -STOP $$; while :; do sleep 4005; done'] });
    await read(id, (all) => all.includes('deaf'));
    await client.terminals.close({ id });
    expect(await running('app')).toEqual(quiet);
  });

  it('by a terminal that nobody follows any more', async () => {
    await using brief = await smallCore({ home: scratch.file('home'), abandonMilliseconds: 700 });
    using connection = brief.connect();
    const id = await open({}, connection.client);
    await read(id, (all) => all.includes('$'), { through: connection.client });
    await vi.waitFor(async () => expect(await running('app')).toContain('bash'), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await running('app')).toEqual(quiet), { timeout: 10_000, interval: 100 });
    expect(await failureFrom(read(id, undefined, { through: connection.client }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('by a hundred terminals when the core ends; one more is refused', async () => {
    await using other = await smallCore({ home: scratch.file('home') });
    using connection = other.connect();
    for (let count = 0; count < 100; count += 10) await Promise.all(Array.from({ length: 10 }, async () => open({ command: ['sleep', '4006'] }, connection.client)));
    expect(await failureFrom(open({}, connection.client))).toMatchObject({ code: 'CONFLICT', hint: 'Close one of them.' });
    expect((await running('app')).filter((line) => line === 'sleep 4006')).toHaveLength(100);
    await other.endTerminals();
    expect(await running('app')).toEqual(quiet);
    expect(other.logged).toEqual([]);
  });

  it('by a terminal whose connection to the engine was cut, which its reader is told', async () => {
    await using proxy = await socketProxy({ upstream: realSocket, listen: scratch.file('proxy.sock') });
    await using other = await smallCore({ home: scratch.file('home'), environment: { DOCKER_HOST: `unix://${proxy.path}` } });
    using connection = other.connect();
    const id = await open({}, connection.client);
    const { last = '' } = await read(id, (all) => all.includes('$'), { through: connection.client });
    expect(proxy.endStreams(/\/exec\/[^/]+\/start/, 'reset')).toBe(1);
    expect(await failureFrom(read(id, undefined, { through: connection.client, after: last }))).toMatchObject({ code: 'ENGINE_UNREACHABLE', hint: expect.stringMatching(/open/i) });
    await vi.waitFor(async () => expect(await running('app')).toEqual(quiet), { timeout: 10_000, interval: 100 });
    expect(other.logged).toEqual([]);
  });

  it('by a terminal of a paused container, as soon as it goes on', async () => {
    const engine = await core.session.engine();
    const id = await open();
    await read(id, (all) => all.includes('$'));
    await engine.call({ method: 'POST', path: `/containers/${stack}-app-1/pause` });
    const closed = await failureFrom(client.terminals.close({ id }));
    expect(await failureFrom(open())).toMatchObject({ code: 'SERVICE_DOWN', hint: 'Unpause it first.' });
    await engine.call({ method: 'POST', path: `/containers/${stack}-app-1/unpause` });
    expect(closed).toMatchObject({ code: 'CONFLICT' });
    await vi.waitFor(async () => expect(await running('app')).toEqual(quiet), { timeout: 10_000, interval: 100 });
  });
});

it('a terminal ends with its container, which is told as being killed', async () => {
  const id = await open({ service: 'brief' });
  await read(id, (all) => all.includes('#'));
  const reading = read(id);
  await collect(core.core.down({ file, services: ['brief'] }));
  expect((await reading).items.at(-1)?.exitCode).toBe(137);
  expect(await failureFrom(open({ service: 'brief' }))).toMatchObject({ code: 'SERVICE_DOWN', hint: 'Start it with stackyard up brief.' });
});
