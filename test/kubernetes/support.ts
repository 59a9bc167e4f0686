import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import type { ClusterFacts } from '../../scripts/kubernetes/facts.ts';
import { inNetwork } from '../../scripts/kubernetes/processes.ts';

const root = join(import.meta.dirname, '..', '..');

function givenFacts(): ClusterFacts {
  const given = process.env['STACKYARD_TEST_CLUSTER'];
  if (given === undefined) throw new Error('these tests need a cluster: npm run test:kubernetes starts one');
  return JSON.parse(given) as ClusterFacts;
}

const facts = givenFacts();

export const stackFile = join(facts.demo, 'stackyard.yaml');
export const namespace = 'shop-dev';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program inside of the cluster's network, as somebody with the way to its API server would run it. */
export async function inside(words: readonly string[], input = ''): Promise<Ended> {
  const [enter, ...entering] = inNetwork;
  const child = spawn(enter, [...entering, ...words], { cwd: facts.demo, env: { ...process.env, STACKYARD_HOME: facts.home }, stdio: 'pipe' });
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([readText(child.stdout), readText(child.stderr), new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))]);
  return { code, stdout, stderr };
}

const stackyard = (...words: readonly string[]): Promise<Ended> => inside([process.execPath, join(root, 'bin', 'stackyard.js'), ...words]);

/** `stackyard deploy` of the demo's dev form. */
export const deploy = (...words: readonly string[]): Promise<Ended> => stackyard('deploy', '--context', 'lab', '--kubeconfig', facts.kubeconfig, '--env', 'dev', ...words);

export const drift = (): Promise<Ended> => stackyard('drift', '--context', 'lab', '--kubeconfig', facts.kubeconfig, '--env', 'dev');

/** kubectl, however it ends. */
export const kubectlEnded = (words: readonly string[], input = ''): Promise<Ended> => inside([facts.program, 'kubectl', '--kubeconfig', facts.kubeconfig, ...words], input);

/** Standard output of kubectl. Rejects with its words where it fails. */
export async function kubectl(words: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await kubectlEnded(words, input);
  if (code !== 0) throw new Error(`kubectl ${words.slice(0, 5).join(' ')}: ${stderr.trim()}`);
  return stdout;
}

interface Listed {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly clusterIP?: string; readonly rules?: readonly { readonly backendRefs?: readonly { readonly name: string; readonly port: number }[] }[] };
}

export const objects = (kinds: string, ...words: readonly string[]): Promise<readonly Listed[]> => objectsIn(namespace, kinds, ...words);

export async function objectsIn(where: string, kinds: string, ...words: readonly string[]): Promise<readonly Listed[]> {
  return (JSON.parse(await kubectl(['-n', where, 'get', kinds, '-o', 'json', ...words])) as { readonly items: readonly Listed[] }).items;
}

/** Where the Gateway would send a request: nothing of this cluster acts on a route, so its backend is asked instead. */
export async function entryAddress(where = namespace): Promise<string> {
  const [route] = await objectsIn(where, 'httproutes');
  const backend = route?.spec?.rules?.[0]?.backendRefs?.[0];
  const service = (await objectsIn(where, 'services')).find(({ metadata }) => metadata.name === backend?.name);
  if (backend === undefined || service?.spec?.clusterIP === undefined) throw new Error('no route leads to a Service');
  return `http://${service.spec.clusterIP}:${backend.port}`;
}

/** The variables that the running worker and api have, with the Services' addresses for their names, since this side has no cluster DNS. */
export async function wiring(where = namespace): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const addresses = new Map((await objectsIn(where, 'services')).flatMap(({ metadata, spec }) => (spec?.clusterIP === undefined || spec.clusterIP === 'None' ? [] : [[metadata.name, spec.clusterIP] as const])));
  const replaced = (value: string): string => value.replaceAll(/(^|\/\/|@)([a-z]+)(?=$|[:/])/g, (whole, before: string, name: string) => (addresses.has(name) ? `${before}${addresses.get(name) ?? ''}` : whole));
  const found: Record<string, Readonly<Record<string, string>>> = {};
  for (const service of ['api', 'worker']) {
    const variables = JSON.parse(await kubectl(['-n', where, 'exec', `deployment/${service}`, '--', 'node', '-p', 'JSON.stringify(process.env)'])) as Readonly<Record<string, string>>;
    found[service] = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, replaced(value)]));
  }
  return found;
}

/** One order through the route to all five backends; empty when it passed, else what was said. */
export async function orderFault(where = namespace): Promise<string> {
  const { code, stdout, stderr } = await inside([process.execPath, verifyProgram, '--env', '-', '--edge', await entryAddress(where), '--json'], JSON.stringify(await wiring(where)));
  return code === 0 && stdout.includes('"ok":true') ? '' : stdout + stderr;
}

/** The project's own, which finds its packages. */
const verifyProgram = join(root, 'resources', 'demo', 'verify.ts');
