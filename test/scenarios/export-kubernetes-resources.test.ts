import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultChoices } from '../../services/export/kubernetes/choices.ts';
import { constantCase } from '../../services/export/kubernetes/names.ts';
import { resourceFiles } from '../../services/export/kubernetes/resource-files.ts';
import { scopeOf } from '../../services/export/kubernetes/scope.ts';
import { tools } from '../../services/export/kubernetes/tools/index.ts';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

const execute = promisify(execFile);
const words = { USER_READER: 'only-for-this-test' };
const environment = { READER_PASSWORD: words.USER_READER };

const declared = {
  broker: `{ template: rabbitmq, options: { schedulers: 1 }, vhosts: [reports], users: [{ name: reader, password: "\${READER_PASSWORD}", tags: [monitoring], permissions: { /: { configure: "", write: "" } } }], exchanges: [{ name: orders, type: topic }, dead], queues: [plain, { name: invoices, type: quorum, deadLetterExchange: dead }, { name: daily, vhost: reports, messageTtl: 1h }], bindings: [{ exchange: orders, queue: invoices, routingKey: order.completed }], policies: [{ name: short, pattern: "^plain$", definition: { max-length: 10 } }] }`,
  files: `{ template: minio, buckets: [raw, { name: locked, objectLock: true }, { name: open, policy: public-read, versioning: true, quota: 1gb, lifecycle: [{ prefix: "a&b/", expireDays: 3, expireVersionsDays: 2 }] }] }`,
  search: `{ template: elasticsearch, indexes: { posts: { settings: { number_of_replicas: 0 }, mappings: { properties: { title: { type: text } } }, aliases: { all: {} } }, plain: { settings: { number_of_replicas: 0 } } } }`,
  db: `{ template: postgres, users: [{ name: reader, password: "\${READER_PASSWORD}", memberOf: [pg_read_all_data] }], databases: [notes, { name: reports, owner: reader, extensions: [plpgsql] }] }`,
};

describe.each(Object.keys(declared) as (keyof typeof declared)[])('the Job of %s', (name) => {
  let stack: TestStack;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-job-'));
    stack = await createStack({ services: `  ${name}: ${declared[name]}\n`, environment });
    await stack.start(name);
    await stack.ready(name, { limit: 180_000 });
  });
  afterAll(async () => {
    await stack?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  /** The Job's own files, at addresses of this machine instead of the cluster's. */
  const place = async (): Promise<{ readonly file: string; readonly secrets: string }> => {
    const calls = (await stack.kind(name)).resourceCalls?.(stack.topology.services[name]?.resources ?? {});
    const scope = scopeOf({ topology: stack.topology, digests: {}, calls: calls === undefined ? {} : { [name]: calls }, choices: defaultChoices }, 'production');
    const [service] = scope.services;
    if (service === undefined) throw new Error('no service');
    const secrets = join(folder, 'secrets', name);
    await mkdir(secrets, { recursive: true });
    for (const key of Object.keys(service.secrets)) await writeFile(join(secrets, constantCase(key)), stack.reach(name).secret(key));
    for (const [key, word] of Object.entries(words)) await writeFile(join(secrets, key), word);
    for (const [key, text] of Object.entries(tools)) await writeFile(join(folder, key), text);
    const [file = '', text = ''] = Object.entries(resourceFiles(scope, service))[0] ?? [];
    const port = calls === undefined || calls.by === 'psql' ? '' : `http://127.0.0.1:${stack.reach(name).address(calls.port).port}`;
    await writeFile(join(folder, file), text.replace(/"http:\/\/[^"]+"/, JSON.stringify(port)).replaceAll('/stackyard/secrets', join(folder, 'secrets')));
    return { file: join(folder, file), secrets };
  };

  const run = async (): Promise<string> => {
    const { file, secrets } = await place();
    if (file.endsWith('.json')) return (await execute(process.execPath, [join(folder, 'declare.mjs'), file], { timeout: 60_000 })).stdout;
    // psql is in the service's own image, and so are the Job's files in a cluster.
    const container = stack.container(name);
    const inside = async (script: string): Promise<string> => new Promise((resolve, reject) => {
      const child = spawn('docker', ['exec', '-i', container, 'sh', '-s'], { stdio: ['pipe', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString('utf8')));
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
      child.stdin.end(script);
    });
    for (const key of ['PASSWORD', 'USER_READER']) await inside(`mkdir -p /tmp/secrets/${name}; printf '%s' '${await readFile(join(secrets, key), 'utf8')}' > /tmp/secrets/${name}/${key}`);
    return inside((await readFile(file, 'utf8')).replaceAll(join(folder, 'secrets'), '/tmp/secrets').replaceAll(`-h ${name} `, '-h 127.0.0.1 '));
  };

  test('declares everything: the kind itself then finds nothing to do', async () => {
    const said = await run();
    expect(said).not.toContain(words.USER_READER);
    const outcomes = await stack.apply(name);
    expect(outcomes.length).toBeGreaterThan(1);
    expect(outcomes.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
  });

  test('run again it changes nothing', async () => {
    await run();
    expect((await stack.apply(name)).filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
  });
});
