import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envSchema, statusSchema } from '../../services/contract/results.ts';
import { importViewSchema } from '../../services/contract/views/import-view.ts';
import { type Ended, scratchFolder, stackyard } from './cli-support.ts';

const folder = scratchFolder();
const options = { directory: folder.path, environment: { STACKYARD_HOME: join(folder.path, 'state') } };

// The counter knows its variables by names of its own, and Redis had no password; both were started by docker compose until now.
const compose = `name: hcli-import
services:
  cache:
    image: redis:7-alpine
    command: redis-server --appendonly yes --maxmemory 32mb
    volumes: [data:/data]
  counter:
    image: local/redis:dev
    command:
      - sh
      - -c
      # redis-cli takes the empty user of redis://:PASSWORD@ for a name, which clients for programs do not
      - address=$\${REDIS_URL#redis://}; login=$\${address%@*}; REDISCLI_AUTH=$\${login#:} redis-cli -h cache -n "$\${address##*/}" incr starts && exec tail -f /dev/null
    environment:
      - REDIS_URL=redis://cache:6379/1
    depends_on: [cache]
  migration:
    image: local/redis:dev
    command: ["echo", "migrated"]
  page:
    image: local/debian:dev
    command: sleep infinity
    init: true
    depends_on:
      migration: { condition: service_completed_successfully }
volumes: { data: {} }
`;

let imported: Ended;
let started: Ended;

beforeAll(async () => {
  writeFileSync(join(folder.path, 'compose.yaml'), compose);
  imported = await stackyard(['import', '--json'], options);
  started = await stackyard(['up'], options);
});
afterAll(async () => {
  await stackyard(['down'], options);
  const volume = 'hcli-import.cache-data';
  await stackyard(['volumes', 'remove', volume, '--confirm', volume], options);
  folder[Symbol.dispose]();
});

test('it is imported, Redis as a template', () => {
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  const { written, text, report } = importViewSchema.parse(JSON.parse(imported.stdout));
  expect(written).toBe(true);
  expect(text).toContain('template: redis');
  expect(report.some(({ outcome }) => outcome === 'refused')).toBe(false);
});

test('it starts, work that ends included, and all of it is ready', async () => {
  expect([started.code, started.stderr.includes('error')]).toEqual([0, false]);
  const { stdout } = await stackyard(['status', '--json'], options);
  const { services } = statusSchema.parse(JSON.parse(stdout));
  expect(services.map(({ name, state }) => `${name} ${state}`)).toEqual(['cache ready', 'counter ready', 'migration ready', 'page ready']);
});

test('the application reached Redis by its old variable, which has the password that was generated', async () => {
  const { stdout } = await stackyard(['env', 'counter', '--for', 'container', '--json'], options);
  const url = envSchema.parse(JSON.parse(stdout))['counter']?.['REDIS_URL'] ?? '';
  expect(url).toMatch(/^redis:\/\/:[A-Za-z0-9]{32}@cache:6379\/1$/);
  const password = url.slice('redis://:'.length, url.indexOf('@'));
  const { stdout: count } = spawnSync('docker', ['exec', '-e', 'REDISCLI_AUTH', 'hcli-import-cache-1', 'redis-cli', '-n', '1', 'get', 'starts'], { encoding: 'utf8', env: { ...process.env, REDISCLI_AUTH: password } });
  expect(count.trim()).toBe('1');
});

test('a second one says that the file says this already, and one after an edit is refused', async () => {
  expect(await stackyard(['import'], options)).toMatchObject({ code: 0, stdout: expect.stringContaining('says this already') as string });
  writeFileSync(join(folder.path, 'stackyard.yaml'), 'name: mine\nservices: { a: { run: sleep 1 } }\n');
  expect(await stackyard(['import'], options)).toMatchObject({ code: 4, stderr: expect.stringContaining('--force') as string });
  const { text } = importViewSchema.parse(JSON.parse(imported.stdout));
  writeFileSync(join(folder.path, 'stackyard.yaml'), text);
});
