import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../services/contract/core.ts';
import type { Progress } from '../../services/contract/results.ts';
import { openCore } from '../../services/core/index.ts';

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'stackyard-demo-'));
const file = join(scratch, 'demo', 'stackyard.yaml');
const name = 'shop-scenario';
const home = join(scratch, 'home');

async function all(items: AsyncIterable<Progress>): Promise<readonly Progress[]> {
  return Array.fromAsync(items);
}

/** Every file below a folder, whole: what a leaked secret would be found in. */
function textOf(folder: string, without: RegExp): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) => !without.test(each) && statSync(join(folder, each)).isFile());
  return files.map((each) => readFileSync(join(folder, each), 'latin1')).join('\n');
}

function docker(...words: readonly string[]): string {
  return execFileSync('docker', words, { encoding: 'utf8', maxBuffer: 2 ** 26 });
}

describe('the demo stack, as npm start runs it', () => {
  let core: Core;

  beforeAll(() => {
    cpSync(join(root, 'resources', 'demo'), join(scratch, 'demo'), { recursive: true, filter: (source) => !source.includes('node_modules') });
    // Beside a demo that runs already: another name, and the edge on a port of its own.
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: shop$/m, `name: ${name}`));
  });

  beforeAll(async () => {
    core = await openCore({ environment: { ...process.env, STACKYARD_HOME: home, SHOP_PORT: '18088' }, resourcesDirectory: root });
  });

  afterAll(async () => {
    await all(core.down({ file }));
    for (const volume of await core.volumes({ file })) await core.removeVolume({ file, name: volume.name, confirm: volume.name });
    await core[Symbol.asyncDispose]();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('comes up whole, every service ready in its own protocol', { timeout: 900_000 }, async () => {
    await all(core.up({ file }));
    const { services } = await core.status({ file });
    expect(services.map(({ name: service, state, replicas }) => `${service} ${state} ${replicas.ready}/${replicas.wanted}`)).toEqual([
      'cache ready 1/1', 'broker ready 1/1', 'files ready 1/1', 'search ready 1/1', 'sessions ready 1/1', 'api ready 1/1', 'worker ready 2/2', 'mesh ready 1/1', 'edge ready 1/1',
    ]);
  });

  it('brings an order from the edge to all five backends', { timeout: 120_000 }, async () => {
    const wiring = JSON.stringify(await core.env({ file, context: 'host' }));
    const output = execFileSync(process.execPath, [join(root, 'resources/demo/verify.ts'), '--env', '-', '--edge', 'http://127.0.0.1:18088', '--json'], { input: wiring, encoding: 'utf8' });
    expect(output).toContain('"ok"');
  });

  it('has nothing to do the second time', async () => {
    expect((await core.plan({ file })).steps).toEqual([]);
  });

  it('row 69: publishes on 127.0.0.1 only', () => {
    const ports = docker('ps', '--filter', `label=dev.stackyard.stack=${name}`, '--format', '{{.Ports}}');
    expect(ports).toContain('127.0.0.1:18088');
    expect(ports).not.toMatch(/0\.0\.0\.0|:::/);
  });

  it('row 51: no generated secret is in labels, argv, logs, events or any file but the 0600 ones', async () => {
    const secrets = Object.values(JSON.parse(readFileSync(join(home, 'stacks', name, 'secrets.json'), 'utf8')) as Record<string, unknown>).flatMap((value) => (typeof value === 'string' ? [value] : Object.values(value as Record<string, unknown>)));
    const generated = secrets.filter((value): value is string => typeof value === 'string' && value.length >= 20);
    expect(generated.length).toBeGreaterThanOrEqual(4);
    const ids = docker('ps', '-q', '--filter', `label=dev.stackyard.stack=${name}`).split('\n').filter((id) => id !== '');
    const inspected = docker('inspect', '--format', '{{json .Config.Labels}} {{json .Config.Cmd}} {{json .Config.Entrypoint}} {{json .Args}}', ...ids);
    const logged = (await Array.fromAsync(core.logs({ file }))).map(({ text }) => text).join('\n');
    const written = textOf(home, /secrets\.json|\/mounts\//);
    for (const secret of generated) expect([inspected, logged, written].filter((text) => text.includes(secret))).toEqual([]);
  });

  it('row 46: down leaves every volume, and the next up finds the data', { timeout: 300_000 }, async () => {
    const before = (await core.volumes({ file })).map((volume) => volume.name).toSorted();
    expect(before).toHaveLength(4);
    await all(core.down({ file }));
    expect((await core.volumes({ file })).map((volume) => volume.name).toSorted()).toEqual(before);
    await all(core.up({ file, services: ['files'] }));
    expect((await core.status({ file })).services.find((service) => service.name === 'files')?.state).toBe('ready');
  });

  it('row 46: a volume is not removed without its name repeated, nor while it is used', async () => {
    const volume = `${name}.files-data`;
    await expect(core.removeVolume({ file, name: volume, confirm: 'yes' })).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    await expect(core.removeVolume({ file, name: volume, confirm: volume })).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
  });
});
