import { join } from 'node:path';
import { StackyardError } from '../../contract/errors.ts';
import type { Cluster } from '../../cluster/index.ts';
import type { Scope } from '../../export/kubernetes/input.ts';
import { constantCase } from '../../export/kubernetes/names.ts';
import type { SecretValues } from '../../export/kubernetes/kustomize/build.ts';
import { secretKeysOf, secretName } from '../../export/kubernetes/secret-keys.ts';
import { fileBytesAtMost, refusalOf } from '../../topology/read-file.ts';
import { generateSecret } from '../../store/index.ts';
import { readText } from '../node-reader.ts';
import type { Session } from '../session.ts';
import { parseDotenv } from '../topology.ts';

export interface SecretSources {
  readonly cluster: Cluster;
  readonly scope: Scope;
  /** Of the Kubernetes export. */
  readonly folder: string;
  /** Told every value, so that none is printed. */
  readonly redactor: Session['redactor'];
}

/** Where a value came from; the values themselves go to the cluster and nowhere else. */
export interface ChosenSecrets {
  readonly values: SecretValues;
  /** `cache: PASSWORD`, made now. */
  readonly generated: readonly string[];
}

type Values = Readonly<Record<string, string>>;

const cookieLength = 32;

/**
 * The Secrets of one environment: what the user filled into `secrets/SERVICE.env` of the export, else what the cluster has from an earlier
 * deployment, else a new word where the stack makes its own. Nothing is written to disk.
 * @throws StackyardError UNSUPPORTED that names every value that only the user can give.
 */
export async function chooseSecrets({ cluster, scope, folder, redactor }: SecretSources): Promise<ChosenSecrets> {
  const values: Record<string, Values> = {};
  const generated: string[] = [];
  const missing: StackyardError[] = [];
  for (const service of scope.services) {
    const keys = secretKeysOf(scope, service);
    if (keys.length === 0) continue;
    const file = join(folder, 'overlays', scope.environment, 'secrets', `${service.name}.env`);
    const [given, known] = [readGiven(file), await readKnown(cluster, scope, secretName(service.name))];
    const chosen: Record<string, string> = {};
    for (const { key, what } of keys) {
      const length = generatedLength(service.secrets, key);
      const value = given[key] || known[key] || (length === undefined ? undefined : generateSecret(length));
      if (value === undefined) missing.push(new StackyardError('UNSUPPORTED', `${what}: ${key} has no value`, { service: service.name, hint: `Write ${key}=… into ${file}.` }));
      else {
        chosen[key] = value;
        if (!given[key] && !known[key]) generated.push(`${service.name}: ${key}`);
      }
    }
    redactor.add(Object.values(chosen));
    values[service.name] = chosen;
  }
  if (missing.length > 0) throw new StackyardError('UNSUPPORTED', `${missing.length === 1 ? 'One secret is' : `${missing.length} secrets are`} yours to give.`, { related: missing, hint: 'Fill them in (the files are ignored by git), then deploy again. Nothing was changed.' });
  return { values, generated };
}

/** Undefined where a word of our own would not be the right one. */
function generatedLength(declared: Scope['services'][number]['secrets'], key: string): number | undefined {
  if (key === 'ERLANG_COOKIE') return cookieLength;
  const spec = Object.entries(declared).find(([name]) => constantCase(name) === key)?.[1];
  return spec !== undefined && 'generate' in spec ? spec.generate : undefined;
}

/** What kustomize would read: empty values count as not filled in. */
function readGiven(file: string): Values {
  const read = readText(file, fileBytesAtMost);
  if (read === undefined) return {};
  if ('text' in read) return parseDotenv(read.text).values;
  const { message, hint } = refusalOf(file, read);
  throw new StackyardError('UNSUPPORTED', message, { hint: read.problem === 'unreadable' ? 'Make it readable for you alone: chmod 600.' : hint });
}

/** Of the newest Secret of that name that we applied: each content has a name of its own. */
async function readKnown(cluster: Cluster, { namespace, topology }: Scope, name: string): Promise<Values> {
  const found = await cluster.list({ apiVersion: 'v1', kind: 'Secret', namespace, labelSelector: `app.kubernetes.io/part-of=${topology.name},app.kubernetes.io/instance=${name}` });
  const newest = found.toSorted((a, b) => String(b.metadata['creationTimestamp']).localeCompare(String(a.metadata['creationTimestamp'])))[0];
  const data = newest?.['data'];
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString('utf8')]));
}
