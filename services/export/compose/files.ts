import type { ContainerService } from '../../topology/types.ts';
import { fileKey } from '../kubernetes/files.ts';
import { resourcesName, TOOLS } from '../kubernetes/init-containers.ts';
import { digestOf } from '../kubernetes/names.ts';
import { resourceFiles } from '../kubernetes/resource-files.ts';
import { resolverOf, writeText } from '../kubernetes/values.ts';
import { tools } from '../kubernetes/tools/index.ts';
import { callsOf } from './declared.ts';
import { askingParts } from './healthcheck.ts';
import type { ComposeScope } from './input.ts';
import { secretVariables } from './variables.ts';

/** A file that Compose mounts: a config beside compose.yaml, or a secret that fill-in.sh writes. */
export interface MountedPart {
  /** Among the top-level `configs` or `secrets`; a dot stands in no service's name. */
  readonly name: string;
  /** Below the output folder. */
  readonly file: string;
  readonly target: string;
}

export interface ConfigPart extends MountedPart {
  readonly text: string;
}

export function configParts(scope: ComposeScope, service: ContainerService): readonly ConfigPart[] {
  return service.files.filter(({ secret }) => !secret).map(({ path, content }) => {
    const key = fileKey(service, path);
    const text = withReplicaNames(scope, service, writeText(content, resolverOf(scope, () => ''), (literal) => literal));
    return { name: `${service.name}.${key}`, file: `config/${service.name}/${key}`, target: path, text: withNewline(text) };
  });
}

/** nginx finds single replicas by the names of their containers, which begin with the project's. */
function withReplicaNames({ project, services, topology }: ComposeScope, { kind, routesTo }: ContainerService, text: string): string {
  if (kind !== 'nginx') return text;
  const replicated = services.filter(({ name, scale }) => scale > 1 && routesTo.includes(name));
  return replicated.reduce((changed, { name }) => changed.replaceAll(`${topology.name}-${name}-$replica_`, `${project}-${name}-$replica_`), text);
}

export function secretParts(service: ContainerService): readonly MountedPart[] {
  return service.files.filter(({ secret }) => secret).map(({ path }) => {
    const key = fileKey(service, path);
    return { name: `${service.name}.${key}`, file: `secrets/${service.name}/${key}`, target: path };
  });
}

/** Every file beside compose.yaml that its container mounts. */
export const mountedConfigs = (scope: ComposeScope, service: ContainerService): readonly ConfigPart[] => [...configParts(scope, service), ...askingParts(service)];

/** What declares the resources of a service, where the programs look for it. Empty where nothing is declared. */
export function declaringParts(scope: ComposeScope, service: ContainerService): readonly ConfigPart[] {
  const calls = callsOf(scope, service);
  if (calls === undefined) return [];
  const instance = resourcesName(service.name);
  const own = Object.entries(resourceFiles(scope, service)).map(([key, text]) => ({ name: `${instance}.${key}`, file: `resources/${service.name}/${key}`, target: `/stackyard/resources/${service.name}/${key}`, text }));
  return calls.by === 'psql' ? own : [...own, ...toolParts];
}

/** Without what compose itself does: waiting and secret files. */
const toolParts: readonly ConfigPart[] = ['declare.mjs', 'requests.mjs'].map((key) => ({ name: `${TOOLS}.${key}`, file: `tools/${key}`, target: `/stackyard/tools/${key}`, text: tools[key] ?? '' }));

/** Each secret of a service in a file of its own, for the programs that declare its resources. */
export function wordParts(scope: ComposeScope, service: ContainerService): readonly (MountedPart & { readonly variable: string })[] {
  const calls = callsOf(scope, service);
  if (calls === undefined || (calls.by === 'http' && calls.sign === 'none')) return [];
  const own = [...secretVariables(scope).values()].filter((each) => each.service === service.name);
  return own.map(({ key, name }) => ({ name: `${resourcesName(service.name)}.${key}`, file: `secrets/${service.name}/words/${key}`, target: `/stackyard/secrets/${service.name}/${key}`, variable: name }));
}

/** Changes with every file that is mounted: Compose itself does not look into them, and would keep the container as it is. */
export function filesDigest(scope: ComposeScope, service: ContainerService): string {
  return digestOf(JSON.stringify([mountedConfigs(scope, service).map(({ target, text }) => [target, text]), service.files.filter(({ secret }) => secret)])).slice(0, 12);
}

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
