import type { ContainerService } from '../../../topology/types.ts';
import { configMapsOf } from '../config-maps.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { commonObjects, ownObjects } from '../objects/index.ts';
import { secretKeysOf, secretName } from '../secret-keys.ts';
import { nameHash, renameReferences } from './name-hash.ts';

/** Values of the Secrets from the local env files: service → key → value. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Every object of one environment as `kustomize build overlays/ENVIRONMENT` gives it, without kustomize. With `secrets` the plain
 * Secrets are among them and have kustomize's names; without, references keep the plain names.
 */
export function builtObjects(scope: Scope, secrets?: SecretValues): readonly KubernetesObject[] {
  const configMaps = configMapsOf(scope).map(({ name, data, annotations }) => ({ name, object: annotated(generated(scope, { kind: 'ConfigMap', name, data }), annotations) }));
  const filled = scope.choices.secrets === 'env-file' && secrets !== undefined ? scope.services.flatMap((service) => secretOf(scope, service, secrets[service.name] ?? {})) : [];
  const names = {
    ConfigMap: new Map(configMaps.map(({ name, object }) => [name, object.metadata.name])),
    Secret: new Map(filled.map(({ name, object }) => [name, object.metadata.name])),
  };
  const objects = [...commonObjects(scope), ...ownObjects(scope)].map(({ object }) => renameReferences(object, names));
  return [...objects, ...configMaps.map(({ object }) => object), ...filled.map(({ object }) => object)];
}

function secretOf(scope: Scope, service: ContainerService, values: Readonly<Record<string, string>>): readonly { readonly name: string; readonly object: KubernetesObject }[] {
  const keys = secretKeysOf(scope, service).map(({ key }) => key);
  if (keys.length === 0) return [];
  const name = secretName(service.name);
  const data = Object.fromEntries(keys.map((key) => [key, Buffer.from(values[key] ?? '').toString('base64')]));
  return [{ name, object: { ...generated(scope, { kind: 'Secret', name, data }), type: 'Opaque' } }];
}

function annotated(object: KubernetesObject, annotations: Readonly<Record<string, string>>): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function generated({ namespace, topology }: Scope, object: { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly data: Readonly<Record<string, string>> }): KubernetesObject {
  return { apiVersion: 'v1', kind: object.kind, metadata: { name: `${object.name}-${nameHash(object)}`, namespace, labels: labelsOf(topology.name, object.name) }, data: object.data };
}
