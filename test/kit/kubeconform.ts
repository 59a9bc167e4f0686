import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kubernetes } from '../../scripts/tools/versions.ts';
import { realTools } from './real-tools.ts';

const execute = promisify(execFile);

export const kubernetesVersions = kubernetes.versions;
/** Undefined, and said aloud, where the real tool is missing. */
export const kubeconform = realTools('kubeconform', 'schemas');

export interface Conformance {
  readonly valid: number;
  /** Each object that does not fit, or has no schema, as kubeconform tells it. */
  readonly faults: readonly string[];
}

interface Told {
  readonly resources: readonly { readonly filename: string; readonly kind: string; readonly name: string; readonly status: string; readonly msg: string }[];
  readonly summary: { readonly valid: number };
}

/** Judges files, and those of folders, by the strict schemas of one version of Kubernetes and of the operators that exports know. */
export async function conformanceOf(paths: readonly string[], version: (typeof kubernetesVersions)[number]): Promise<Conformance> {
  const [program = '', schemas = ''] = kubeconform ?? [];
  const locations = [version, 'operators'].flatMap((folder) => ['-schema-location', join(schemas, folder, '{{.ResourceKind}}{{.KindSuffix}}.json')]);
  // It ends with 1 for what does not fit, and prints the same.
  const { stdout } = await execute(program, ['-strict', '-summary', '-output', 'json', ...locations, ...paths], { maxBuffer: 2 ** 28 }).catch((error: unknown) => error as { readonly stdout: string });
  const { resources, summary } = JSON.parse(stdout) as Told;
  return { valid: summary.valid, faults: resources.map(({ filename, kind, name, status, msg }) => `${filename}: ${kind} ${name}: ${status}: ${msg}`) };
}
