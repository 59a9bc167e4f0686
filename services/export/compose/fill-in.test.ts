import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { passwordHash } from '../../kinds/rabbitmq/password-hash.ts';
import { exportCompose } from './index.ts';

const execute = promisify(execFile);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackyard-fill-in-'));
});
afterEach(async () => rm(folder, { recursive: true }));

/** `content` stands in a secret file of the first service. */
async function place(stack: string, content?: string): Promise<void> {
  const { topology, calls } = await inputOf(stack);
  const [service] = Object.values(topology.services);
  const changed = content === undefined || service?.type !== 'container' ? {} : { [service.name]: { ...service, files: [{ path: '/run/secrets/own.conf', content, secret: true }] } };
  const { files } = exportCompose({ topology: { ...topology, services: { ...topology.services, ...changed } }, calls, digests: {}, environment: 'production', folder });
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const run = async (): Promise<string> => (await execute('sh', [join(folder, 'fill-in.sh')], { timeout: 20_000 })).stdout;
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const mode = async (path: string): Promise<number> => (await stat(join(folder, path))).mode & 0o777;

test('what nobody knows is made up, and the files of secrets are what the services want', async () => {
  await place(stacks['demo'] ?? '');
  await run();
  const env = Object.fromEntries([...(await read('.env')).matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
  expect(env).toMatchObject({ CACHE_PASSWORD: expect.stringMatching(/^[A-Za-z0-9]{32}$/) as unknown, FILES_SECRET_KEY: expect.stringMatching(/^[A-Za-z0-9]{40}$/) as unknown, PUBLISH_ADDRESS: '' });
  expect(await read('secrets/cache/redis-auth.conf')).toBe(`requirepass ${env['CACHE_PASSWORD']}\n`);
  expect(JSON.parse(await read('secrets/broker/definitions.json'))).toMatchObject({ users: [{ password_hash: passwordHash(env['BROKER_PASSWORD'] ?? '') }] });
  expect(await read('secrets/broker/words/PASSWORD')).toBe(env['BROKER_PASSWORD']);
  expect([await mode('.env'), await mode('secrets'), await mode('secrets/cache/redis-auth.conf')]).toEqual([0o600, 0o700, 0o444]);
});

test('run again it changes nothing, and what was filled in stays as it is', async () => {
  await place(stacks['demo'] ?? '');
  await writeFile(join(folder, '.env'), "# mine\nCACHE_PASSWORD='it is $HOME \"mine\" `x` %s \\n'\nOTHER=kept\n");
  await run();
  const filled = await read('.env');
  expect(filled).toContain("# mine\nCACHE_PASSWORD='it is $HOME \"mine\" `x` %s \\n'\nOTHER=kept\n");
  expect(await read('secrets/cache/redis-auth.conf')).toBe('requirepass it is $HOME "mine" `x` %s \\n\n');
  expect(await run()).toBe('fill-in.sh: everything is filled in. Next: docker compose up --detach --wait\n');
  expect(await read('.env')).toBe(filled);
});

test('what only a person knows is asked for by name, and no secret file is written before', async () => {
  await place(stacks['every-word'] ?? '');
  await expect(run()).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/fill these in in \.env, then run this again:\n {2}APP_ENV_STRIPE_TOKEN: variable STRIPE_TOKEN of app\n {2}APP_ENV_DATABASE/) as unknown });
  expect(await readdir(folder)).not.toContain('secrets');
  await writeFile(join(folder, '.env'), 'APP_ENV_STRIPE_TOKEN=sk_1\nAPP_ENV_DATABASE=postgres://a:b@c/d\n');
  await run();
});

test.each(['a b', '"quoted"', '$HOME', 'a#b', '`x`', "'open", "'a'b'"])('a value that Compose would read in another way is refused: %s', async (value) => {
  await place(stacks['one-cache'] ?? '');
  await writeFile(join(folder, '.env'), `CACHE_PASSWORD=${value}\n`);
  await expect(run()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('CACHE_PASSWORD') as unknown });
});

test('text of the stack file is no program', async () => {
  const bait = '$(touch bait) `touch bait` \\" \'; touch bait; \'';
  await place(stacks['one-cache'] ?? '', `${bait} \${{ services.cache.secrets.password }}\n`);
  await run();
  const [, password = ''] = /^CACHE_PASSWORD=(.*)$/m.exec(await read('.env')) ?? [];
  expect(await read('secrets/cache/own.conf')).toBe(`${bait} ${password}\n`);
  expect(await readdir(folder)).not.toContain('bait');
});
