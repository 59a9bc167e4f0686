import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passwordHash } from '../../../kinds/rabbitmq/password-hash.ts';
import { tools } from './index.ts';

const execute = promisify(execFile);
let folder = '';
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackyard-tools-'));
  for (const [name, text] of Object.entries(tools)) await writeFile(join(folder, name), text);
  await mkdir(join(folder, 'secrets', 'broker'), { recursive: true });
  await writeFile(join(folder, 'secrets', 'broker', 'PASSWORD'), 'it\'s $& "secret"');
  await writeFile(join(folder, 'secrets', 'broker', 'EMPTY'), '');
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

const run = async (tool: string, ...words: string[]): Promise<string> => (await execute(process.execPath, [join(folder, tool), ...words], { env: { STACKYARD_SECRETS: join(folder, 'secrets') }, timeout: 15_000 })).stdout;

interface Seen {
  readonly line: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** A server that keeps what it was asked, and answers by its own rule. */
async function serve(answer: (request: Seen, all: readonly Seen[]) => readonly [status: number, text?: string]): Promise<{ readonly port: number; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const entry = { line: `${request.method} ${request.url}`, body: Buffer.concat(parts).toString('utf8'), headers: request.headers };
      const [status, text = ''] = answer(entry, seen);
      seen.push(entry);
      response.writeHead(status).end(text);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, seen };
}

async function planFile(port: number, plan: object): Promise<string> {
  const file = join(folder, 'resources.json');
  await writeFile(file, JSON.stringify({ service: 'broker', address: `http://127.0.0.1:${port}`, secrets: join(folder, 'secrets', 'broker'), ...plan }));
  return file;
}

test('secret files get the words of Secrets as they are, brackets of the text stay, and the hash is the one that RabbitMQ knows', async () => {
  await run('write-files.mjs', join(folder, 'a.conf'), 'requirepass [[broker/PASSWORD]]\n[[[[x]]\n', join(folder, 'b.json'), '{"hash":"[[broker/PASSWORD rabbitmq]]"}');
  expect(await readFile(join(folder, 'a.conf'), 'utf8')).toBe('requirepass it\'s $& "secret"\n[[x]]\n');
  expect(await readFile(join(folder, 'b.json'), 'utf8')).toBe(`{"hash":"${passwordHash('it\'s $& "secret"')}"}`);
});

test('an empty Secret stops the pod and says which', async () => {
  await expect(run('write-files.mjs', join(folder, 'a.conf'), 'requirepass [[broker/EMPTY]]')).rejects.toThrow('broker/EMPTY is empty');
});

test('a Job declares what is missing, in order, with its credentials, and leaves what is there', async () => {
  const { port, seen } = await serve(({ line }, all) => {
    if (all.length === 0) return [503];
    return line === 'GET /queues/there' ? [200] : line.startsWith('GET') ? [404] : [201];
  });
  const calls = [
    { what: 'queue there', method: 'PUT', path: '/queues/there', body: {}, seen: '/queues/there' },
    { what: 'user', method: 'PUT', path: '/users/x', body: { word: { secretKey: 'PASSWORD' } }, seen: '/queues/there', always: true },
    { what: 'queue new', method: 'PUT', path: '/queues/new', body: { durable: true }, seen: '/queues/new' },
  ];
  const said = await run('declare.mjs', await planFile(port, { sign: { by: 'basic', user: 'app', file: join(folder, 'secrets', 'broker', 'PASSWORD') }, calls }));
  expect(seen.map(({ line }) => line)).toEqual(['GET /queues/there', 'PUT /queues/there', 'GET /queues/there', 'PUT /users/x', 'GET /queues/new', 'PUT /queues/new']);
  expect(seen.at(-1)).toMatchObject({ body: '{"durable":true}', headers: { authorization: `Basic ${Buffer.from('app:it\'s $& "secret"').toString('base64')}` } });
  expect(seen.find(({ line }) => line === 'PUT /users/x')?.body).toBe(JSON.stringify({ word: 'it\'s $& "secret"' }));
  expect(said).toContain('queue new: made');
  expect(said).not.toContain('secret');
});

test('a change that is refused leaves a resource as it is, and the Job ends well', async () => {
  const { port } = await serve(({ line }) => (line.startsWith('GET') ? [200] : [400, 'cannot change']));
  const said = await run('declare.mjs', await planFile(port, { calls: [{ what: 'fields', method: 'PUT', path: '/a/_mapping', body: {}, seen: '/a', always: true }] }));
  expect(said).toContain('fields: kept as it is, since a change was refused: 400 cannot change');
});

test('a wait ends when the port answers and the resources are there, and says what it waits for', async () => {
  const { port } = await serve((_request, all) => (all.length < 2 ? [404] : [200, '{"routing_key":"a"}']));
  const file = await planFile(port, { calls: [{ what: 'binding a', method: 'POST', path: '/b', seen: '/b', holds: '"routing_key":"a"' }] });
  const said = await run('wait.mjs', `127.0.0.1:${port}`, file);
  expect(said).toBe('waiting for binding a of broker\neverything is there\n');
});
