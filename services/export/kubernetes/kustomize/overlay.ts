import type { ExportFile } from '../../types.ts';
import { configMapsOf } from '../config-maps.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { commonObjects, ownObjects } from '../objects/index.ts';
import { once } from '../once.ts';
import { secretKeysOf, secretName } from '../secret-keys.ts';
import { printYaml } from '../yaml.ts';
import { objectPath } from './base.ts';
import { differencesOf, type Operation } from './difference.ts';

/** One environment over the base: its namespace, host names and Secrets, and patches where its values differ. */
export function overlayFiles(base: Scope, scope: Scope): readonly ExportFile[] {
  const root = `overlays/${scope.environment}`;
  const own = ownObjects(scope);
  // The base is production's.
  const patches = scope === base ? [] : patchesOf(base, scope);
  const configs = scope === base ? [] : changedConfigs(base, scope);
  const secrets = scope.choices.secrets === 'env-file' ? envFiles(scope) : [];
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: scope.namespace,
    resources: ['../../base', ...own.map(objectPath)],
    ...(patches.length === 0 ? {} : { patches: patches.map(({ path, target }) => ({ path, target })) }),
    ...(configs.length === 0 ? {} : { configMapGenerator: configs.map(({ name, files }) => ({ name, behavior: 'merge', files: files.map(({ path }) => path) })) }),
    ...(secrets.length === 0 ? {} : { secretGenerator: secrets.map(({ name, path }) => ({ name, envs: [path], options: { labels: labelsOf(scope.topology.name, name) } })) }),
  };
  return [
    { path: `${root}/kustomization.yaml`, text: printYaml(kustomization) },
    ...own.map((placed) => ({ path: `${root}/${objectPath(placed)}`, text: printYaml(placed.object) })),
    ...patches.map(({ path, operations }) => ({ path: `${root}/${path}`, text: printYaml(operations) })),
    ...configs.flatMap(({ files }) => files.map(({ path, text }) => ({ path: `${root}/${path}`, text }))),
    ...secrets.map(({ path, text }) => ({ path: `${root}/${path}.example`, text })),
  ];
}

const objectsByKey = once((base: Scope) => new Map(commonObjects(base).map(({ object }) => [keyOf(object), object])));
const configMapsByName = once((base: Scope) => new Map(configMapsOf(base).map((each) => [each.name, each])));

function patchesOf(base: Scope, scope: Scope): readonly { readonly path: string; readonly target: Readonly<Record<string, string>>; readonly operations: readonly Operation[] }[] {
  const before = objectsByKey(base);
  return commonObjects(scope).flatMap(({ object }) => {
    const operations = differencesOf(plain(before.get(keyOf(object))), plain(object));
    if (operations.length === 0) return [];
    const { kind, metadata } = object;
    return [{ path: `patches/${kind.toLowerCase()}-${metadata.name}.yaml`, target: { kind, name: metadata.name }, operations }];
  });
}

/** The overlay's `namespace` sets both, so no patch does. */
function plain(object: KubernetesObject | undefined): unknown {
  if (object === undefined) return undefined;
  const { namespace: _namespace, ...metadata } = object.metadata;
  return { ...object, metadata: object.kind === 'Namespace' ? { ...metadata, name: '' } : metadata };
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return kind === 'Namespace' ? kind : `${kind} ${metadata.name}`;
}

function changedConfigs(base: Scope, scope: Scope): readonly { readonly name: string; readonly files: readonly ExportFile[] }[] {
  const before = configMapsByName(base);
  return configMapsOf(scope).flatMap(({ name, folder, data }) => {
    const files = Object.entries(data).filter(([key, text]) => before.get(name)?.data[key] !== text).map(([key, text]) => ({ path: `config/${folder}/${key}`, text }));
    return files.length === 0 ? [] : [{ name, files }];
  });
}

function envFiles(scope: Scope): readonly { readonly name: string; readonly path: string; readonly text: string }[] {
  return scope.services.flatMap((service) => {
    const keys = secretKeysOf(scope, service);
    if (keys.length === 0) return [];
    return [{ name: secretName(service.name), path: `secrets/${service.name}.env`, text: keys.map(({ key, what }) => `# ${what}\n${key}=\n`).join('') }];
  });
}
