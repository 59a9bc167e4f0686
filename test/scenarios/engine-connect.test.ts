import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { connectEngine } from '../../services/engine/client/index.ts';
import type { EngineClient } from '../../services/engine/types.ts';
import { answer, fakeEngine, modernVersion } from '../kit/fake-engine.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { connectTo, failureOf } from './engine-support.ts';

const scratch = await scratchDirectory();
afterAll(() => scratch[Symbol.asyncDispose]());
const home = scratch.file('home');

function connect(environment: Readonly<Record<string, string>>): Promise<EngineClient> {
  return connectEngine({ environment, homeDirectory: home, platform: 'linux' });
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** A context that leads to `address`; the name is current when `current`. */
async function contextFor(name: string, address: string, current: boolean): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  await write(join(home, '.docker/contexts/meta', id, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: address } } }));
  await write(join(home, '.docker/config.json'), JSON.stringify(current ? { currentContext: name } : {}));
}

describe('finding the engine (row 15)', () => {
  it('dials what DOCKER_HOST, a context or a given socket says, and tells which', async () => {
    const socket = scratch.file('a.sock');
    await using _engine = await fakeEngine(socket, {});
    await contextFor('colima', `unix://${socket}`, true);
    const sources = new Map<string, string>();
    for (const [name, client] of [
      ['host', await connect({ DOCKER_HOST: `unix://${socket}` })],
      ['variable', await connect({ DOCKER_CONTEXT: 'colima' })],
      ['current', await connect({})],
      ['given', await connectTo(socket)],
    ] as const) {
      sources.set(name, client.info.source);
      expect(client.info).toMatchObject({ address: socket, apiVersion: '1.50', engineVersion: '28.2.0', architecture: 'amd64' });
      await client.ping();
    }
    expect(Object.fromEntries(sources)).toEqual({ host: 'DOCKER_HOST', variable: 'context colima (DOCKER_CONTEXT)', current: 'context colima (config.json)', given: socket });
  });

  it('dials tcp, and its own dialling is not confused by the process’s DOCKER_HOST', async () => {
    await using _engine = await fakeEngine(38_217, {});
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://:::not an address';
    try {
      await using client = await connect({ DOCKER_HOST: 'tcp://127.0.0.1:38217' });
      expect(client.info.address).toBe('tcp://127.0.0.1:38217');
      expect(process.env['DOCKER_HOST']).toBe('tcp://:::not an address');
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });

  it('never falls back from an engine that was chosen', async () => {
    const { error } = await failureOf(connect({ DOCKER_HOST: `unix://${scratch.file('none.sock')}` }));
    expect(error.message).toBe(`No Docker engine can be reached (${scratch.file('none.sock')} from DOCKER_HOST: there is no such socket).`);
    expect((await failureOf(connect({ DOCKER_CONTEXT: 'gone' }))).error.message).toMatch(/\(context gone \(DOCKER_CONTEXT\) does not exist: there is no .*meta\.json\)\.$/u);
    expect((await failureOf(connect({ DOCKER_HOST: 'fd://' }))).error.message).toMatch(/DOCKER_HOST=fd:\/\/ is not an address/u);
  });

  it('names a broken config.json with the engine it found in spite of it', async () => {
    await write(join(home, '.docker/config.json'), '{"currentContext": ');
    await using client = await connect({});
    expect(client.info.source).toBe(`/var/run/docker.sock (${join(home, '.docker/config.json')} is not valid JSON)`);
  });

  it('dials ssh as the docker command does, and lives on when ssh fails', async () => {
    const socket = scratch.file('ssh.sock');
    await using _engine = await fakeEngine(socket, {});
    const bin = scratch.file('bin');
    const relay = `const s=require("net").connect(${JSON.stringify(socket)});process.stdin.pipe(s);s.pipe(process.stdout)`;
    const script = `#!/bin/sh\ncase "$*" in *" -- box docker system dial-stdio") ;; *) echo "ssh: $*: Permission denied (publickey)" >&2; exit 255;; esac\nexec ${process.execPath} -e '${relay}'\n`;
    await write(join(bin, 'ssh'), script);
    await chmod(join(bin, 'ssh'), 0o755);
    const path = process.env['PATH'] ?? '';
    process.env['PATH'] = `${bin}:${path}`;
    try {
      await using client = await connect({ DOCKER_HOST: 'ssh://ann@box:2222' });
      expect(client.info).toMatchObject({ address: 'ssh://ann@box:2222', apiVersion: '1.50' });
      await client.ping();
      const { error } = await failureOf(connect({ DOCKER_HOST: 'ssh://elsewhere' }));
      expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', message: expect.stringContaining('Permission denied (publickey)') as unknown });
      process.env['PATH'] = scratch.file('empty');
      expect((await failureOf(connect({ DOCKER_HOST: 'ssh://box' }))).error.message).toContain('ssh cannot be started');
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('no engine (rows 1 and 2)', () => {
  it('lists every socket tried and why it failed, within a second', async () => {
    const script = `import { connectEngine } from ${JSON.stringify(new URL('../../services/engine/client/index.ts', import.meta.url).href)};
      const began = performance.now();
      await connectEngine({ environment: { XDG_RUNTIME_DIR: process.env.RUNTIME }, homeDirectory: process.env.HOME_DIRECTORY, platform: 'linux', socketOverride: process.env.SOCKET || undefined })
        .catch((error) => console.log(JSON.stringify({ code: error.code, message: error.message, hint: error.hint, took: performance.now() - began })));`;
    const environment = { ...process.env, HOME_DIRECTORY: '/nonexistent', RUNTIME: '/run/user/none' };
    const asNobody = async (more: Readonly<Record<string, string>>): Promise<{ code: string; message: string; hint: string; took: number }> => {
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { uid: 65_534, gid: 65_534, cwd: '/', env: { ...environment, ...more } });
      return JSON.parse(stdout) as { code: string; message: string; hint: string; took: number };
    };
    await chmod(scratch.path, 0o755);
    const socket = scratch.file('closed.sock');
    await using _engine = await fakeEngine(socket, {});
    await chmod(socket, 0o600);

    const closed = await asNobody({ SOCKET: socket });
    expect(closed).toMatchObject({ code: 'ENGINE_UNREACHABLE', message: `No Docker engine can be reached (${socket}: permission denied).` });
    expect(closed.hint).toMatch(/docker group.*rootless/u);
    expect(closed.took).toBeLessThan(1000);

    const all = await asNobody({});
    expect(all.message).toMatch(/^No Docker engine can be reached \(\/var\/run\/docker\.sock: permission denied; \/run\/user\/none\/docker\.sock: there is no such socket; .*podman\.sock: [^;]+\)\.$/u);
    expect(all.message).not.toContain('\n');
    expect(all.hint).toMatch(/docker group.*rootless/u);
  });

  it('says what is wrong with a path that is no socket', async () => {
    await write(scratch.file('plain'), '');
    expect((await failureOf(connectTo(scratch.file('plain')))).error.message).toMatch(/: nothing listens there\)\.$/u);
  });
});

describe('API versions (row 11)', () => {
  const versions = (ApiVersion: string, MinAPIVersion: string): object => ({ ...modernVersion, ApiVersion, MinAPIVersion });

  it('asks unversioned, then speaks the agreed version', async () => {
    const seen: string[] = [];
    await using _engine = await fakeEngine(scratch.file('v'), {
      '/containers/json': (request, response) => {
        seen.push(request.url ?? '');
        answer([])(request, response);
      },
    });
    await using client = await connectTo(scratch.file('v'));
    await client.call({ method: 'GET', path: '/containers/json', query: { all: true, filters: { label: ['a=b'] }, left: undefined } });
    expect(seen).toEqual(['/v1.50/containers/json?all=true&filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D']);
  });

  it('refuses too old and too new clearly', async () => {
    await using _old = await fakeEngine(scratch.file('o'), { '/version': answer(versions('1.40', '1.12')) });
    await using _new = await fakeEngine(scratch.file('n'), { '/version': answer(versions('1.70', '1.60')) });
    expect((await failureOf(connectTo(scratch.file('o')))).error).toMatchObject({ code: 'UNSUPPORTED', hint: 'Update Docker to 20.10 or newer.' });
    expect((await failureOf(connectTo(scratch.file('n')))).error).toMatchObject({ code: 'UNSUPPORTED', hint: 'Update Stackyard.' });
  });

  it('agrees anew when the engine was exchanged meanwhile', async () => {
    let version = versions('1.48', '1.24');
    await using engine = await fakeEngine(scratch.file('x'), {
      '/version': (request, response) => answer(version)(request, response),
      '/info': (request, response) =>
        request.url?.startsWith('/v1.41/') === true ? answer({ ok: true })(request, response) : answer({ message: 'client version 1.48 is too new. Maximum supported API version is 1.41' }, 400)(request, response),
    });
    await using client = await connectTo(scratch.file('x'));
    version = versions('1.41', '1.12');
    expect(await client.call({ method: 'GET', path: '/info' })).toEqual({ ok: true });
    expect(client.info.apiVersion).toBe('1.41');
    expect(engine.requests.filter((each) => each === 'GET /version').length).toBe(2);
  });
});

describe('what a request may hold', () => {
  it('never prints a registry password, whatever DEBUG says', async () => {
    const socket = scratch.file('d');
    let received: string | string[] | undefined;
    await using _engine = await fakeEngine(socket, {
      '/images/create': (request, response) => {
        received = request.headers['x-registry-auth'];
        answer({})(request, response);
      },
    });
    const script = `import { connectEngine } from ${JSON.stringify(new URL('../../services/engine/client/index.ts', import.meta.url).href)};
      const client = await connectEngine({ environment: {}, homeDirectory: '/nonexistent', platform: 'linux', socketOverride: ${JSON.stringify(socket)} });
      await client.call({ method: 'POST', path: '/images/create', headers: { 'X-Registry-Auth': 'hunter2' }, body: { Env: ['SECRET=hunter3'] } });`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, DEBUG: '*' } });
    expect(received).toBe('hunter2');
    expect(stderr).toContain('modem');
    expect(stdout + stderr).not.toMatch(/hunter/u);
  });
});
