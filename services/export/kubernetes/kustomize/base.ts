import type { ExportFile } from '../../types.ts';
import { configMapsOf, type ConfigMapFiles } from '../config-maps.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { commonObjects, type PlacedObject } from '../objects/index.ts';
import { printYaml } from '../yaml.ts';

/** The base: each object in a file of its own, each config file as it is. It names no namespace, which overlays give it. */
export function baseFiles(scope: Scope): readonly ExportFile[] {
  const objects = commonObjects(scope);
  const configMaps = configMapsOf(scope);
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: objects.map(objectPath),
    ...(configMaps.length === 0 ? {} : { configMapGenerator: configMaps.map((each) => generatorOf(scope, each)) }),
  };
  return [
    { path: 'base/kustomization.yaml', text: printYaml(kustomization) },
    ...objects.map((placed) => ({ path: `base/${objectPath(placed)}`, text: printYaml(withoutNamespace(placed.object)) })),
    ...configMaps.flatMap(({ folder, data }) => Object.entries(data).map(([key, text]) => ({ path: `base/${folder}/${key}`, text }))),
  ];
}

export function generatorOf(scope: Scope, { name, folder, data, annotations }: ConfigMapFiles): Readonly<Record<string, unknown>> {
  return { name, files: Object.keys(data).map((key) => `${folder}/${key}`), options: { labels: labelsOf(scope.topology.name, name), annotations } };
}

/** `api/deployment.yaml`, and `cache/service-cache-pods.yaml` where a service has two of a kind. */
export function objectPath({ folder, object }: PlacedObject): string {
  const kind = object.kind.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const { name } = object.metadata;
  const isMain = name === folder || /^(?:namespace|limit-range|resource-quota|job|gateway|prometheus-rule)$/.test(kind);
  return `${folder}/${kind === 'network-policy' ? name : isMain ? kind : `${kind}-${name}`}.yaml`;
}

function withoutNamespace({ metadata, ...rest }: KubernetesObject): unknown {
  const { namespace: _namespace, ...own } = metadata;
  const { apiVersion, kind, ...body } = rest;
  return { apiVersion, kind, metadata: own, ...body };
}
