import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { inNetwork } from '../../scripts/kubernetes/processes.ts';
import { deploy, drift, entryAddress, inside, kubectl, namespace, objects, orderFault, stackFile } from './support.ts';

const original = readFileSync(stackFile, 'utf8');
const change = (from: string | RegExp, to: string): void => writeFileSync(stackFile, original.replace(from, to));
const allKinds = 'deployments,statefulsets,jobs,services,configmaps,secrets,serviceaccounts,networkpolicies,poddisruptionbudgets,horizontalpodautoscalers,gateways,httproutes';

// One after the other: each goes on where the one before left the cluster.
describe('stackyard deploy, on a real cluster', () => {
  afterAll(() => writeFileSync(stackFile, original));

  it('looks first, and changes nothing by that', async () => {
    const { code, stdout, stderr } = await deploy('--dry-run');
    expect({ code, stderr: stderr.split('\n').find((line) => line.startsWith('error')) }).toEqual({ code: 0, stderr: undefined });
    expect(stdout).toMatch(/created, 0 unchanged; nothing was changed/);
    expect(await kubectl(['get', 'namespaces', '-o', 'name'])).not.toContain(namespace);
  });

  it('brings the whole demo up under Pod Security restricted, and tells no secret', { timeout: 400_000 }, async () => {
    const { code, stdout, stderr } = await deploy();
    expect({ code, words: code === 0 ? '' : stderr }).toEqual({ code: 0, words: '' });
    expect(stdout).toMatch(/everything ready/);
    expect(await kubectl(['get', 'namespace', namespace, '-o', 'jsonpath={.metadata.labels}'])).toContain('"pod-security.kubernetes.io/enforce":"restricted"');
    const pods = JSON.parse(await kubectl(['-n', namespace, 'get', 'pods', '-o', 'json'])) as { readonly items: readonly { readonly status: { readonly phase: string } }[] };
    expect(new Set(pods.items.map(({ status }) => status.phase))).toEqual(new Set(['Running', 'Succeeded']));
    const secrets = JSON.parse(await kubectl(['-n', namespace, 'get', 'secrets', '-o', 'json'])) as { readonly items: readonly { readonly data: Readonly<Record<string, string>> }[] };
    const values = secrets.items.flatMap(({ data }) => Object.values(data).map((value) => Buffer.from(value, 'base64').toString()));
    expect(values.length).toBeGreaterThanOrEqual(4);
    for (const value of values) expect(stdout + stderr).not.toContain(value);
  });

  it('brings an order through the route to all five backends, as on the developer\'s machine', { timeout: 120_000 }, async () => {
    // Envoy asks for the addresses behind a name each five seconds: the first order may come before it knew the youngest.
    await expect.poll(() => orderFault(), { timeout: 20_000, interval: 1_000 }).toBe('');
  });

  it('changes nothing the second time', async () => {
    const before = await objects(allKinds);
    const { code, stdout } = await deploy();
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Nothing to do: /) as string });
    const versions = (all: typeof before) => all.filter(({ kind }) => kind !== 'HorizontalPodAutoscaler').map(({ kind, metadata }) => `${kind}/${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`);
    expect(versions(await objects(allKinds))).toEqual(versions(before));
  });

  it('rolls a changed service out without losing a request', { timeout: 300_000 }, async () => {
    const pods = async () => (await objects('pods', '-l', 'app.kubernetes.io/instance=api')).map(({ metadata }) => metadata.uid);
    const [before, entry] = [await pods(), await entryAddress()];
    const [enter, ...words] = inNetwork;
    const asking = spawn(enter, [...words, process.execPath, join(import.meta.dirname, 'requests.ts'), `${entry}/search?q=tea`], { stdio: ['pipe', 'pipe', 'inherit'] });
    const told = readText(asking.stdout);
    change('    mem_limit: 256mb\n    read_only: true\n    cap_drop: [ALL]\n\n  worker:', '    mem_limit: 300mb\n    read_only: true\n    cap_drop: [ALL]\n\n  worker:');
    const { code, stderr } = await deploy();
    asking.stdin.end();
    expect({ code, words: code === 0 ? '' : stderr }).toEqual({ code: 0, words: '' });
    expect(stderr).toContain('Deployment/api: changed (/spec/template/spec/containers/0/resources');
    const { answered, lost } = JSON.parse(await told) as { readonly answered: number; readonly lost: readonly string[] };
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    expect((await pods()).filter((uid) => !before.includes(uid))).not.toEqual([]);
  });

  it('tells why a broken image does not come up, and leaves the pods of before at work', { timeout: 200_000 }, async () => {
    const { code, stderr } = await deploy('--image', 'api=registry.example.com/shop/api:missing', '--timeout', '90');
    expect(code).toBe(1);
    expect(stderr).toMatch(/Deployment\/api, 1 of 1 ready: api-\S+: the image registry\.example\.com\/shop\/api:missing cannot be had: /);
    const { code: alive } = await inside([process.execPath, '-e', `fetch('${await entryAddress()}/search?q=tea').then((response) => process.exit(response.ok ? 0 : 1))`]);
    expect(alive).toBe(0);
    expect((await deploy()).code).toBe(0);
  });

  it('refuses to take over what somebody else manages, before anything is changed, and does so when asked', { timeout: 120_000 }, async () => {
    await kubectl(['-n', namespace, 'patch', 'service', 'api', '--field-manager=somebody', '-p', JSON.stringify({ spec: { ports: [{ name: 'http', port: 8080, appProtocol: 'h2c' }], selector: { 'app.kubernetes.io/instance': 'elsewhere' } } })]);
    const refused = await deploy();
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(/conflict with "somebody".*\.spec\.selector/s);
    expect((await deploy('--force-conflicts')).code).toBe(0);
    expect(await kubectl(['-n', namespace, 'get', 'service', 'api', '-o', 'jsonpath={.spec.selector}'])).toContain('"app.kubernetes.io/instance":"api"');
  });

  it('tells by drift what was changed in the cluster by hand', { timeout: 120_000 }, async () => {
    expect(await drift()).toMatchObject({ code: 0, stdout: expect.stringContaining(`${namespace} of lab: it is what the model says.`) as string });
    await kubectl(['-n', namespace, 'patch', 'service', 'api', '--field-manager=somebody', '-p', JSON.stringify({ spec: { selector: { 'app.kubernetes.io/instance': 'elsewhere' } } })]);
    const { code, stdout } = await drift();
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('Service/api: differs (/spec/selector/app.kubernetes.io~1instance)') as string });
    expect((await deploy('--force-conflicts')).code).toBe(0);
    expect((await drift()).code).toBe(0);
  });

  it('removes what the stack has no more and nothing else; data stay', { timeout: 200_000 }, async () => {
    // Somebody's own object under our labels: not applied by us, so not ours.
    await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'handmade', namespace, labels: { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'stackyard' } } }));
    writeFileSync(stackFile, `${original}\n  spare: { template: redis }\n`);
    expect((await deploy()).code).toBe(0);
    const claims = (await objects('persistentvolumeclaims')).map(({ metadata }) => metadata.name);
    expect(claims.some((claim) => claim.includes('spare'))).toBe(true);
    writeFileSync(stackFile, original);
    const { code, stderr } = await deploy();
    expect(code).toBe(0);
    expect(stderr).toContain('StatefulSet/spare: removed');
    expect(stderr).toMatch(/PersistentVolumeClaim\/\S*spare\S*: kept with its data/);
    expect((await objects('persistentvolumeclaims')).map(({ metadata }) => metadata.name)).toEqual(claims);
    expect((await objects('statefulsets,services')).map(({ metadata }) => metadata.name).filter((each) => each.startsWith('spare'))).toEqual([]);
    expect((await objects('configmaps')).map(({ metadata }) => metadata.name)).toContain('handmade');
  });

  it('keeps a given secret before the one of the cluster', { timeout: 200_000 }, async () => {
    const { code, stderr } = await deploy('--folder', join(stackFile, '..', 'nowhere'), '--dry-run');
    expect({ code, made: stderr.includes('Made') || stderr.includes('Would be made') }).toEqual({ code: 0, made: false });
  });
});
