import type { Scope } from '../kubernetes/input.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { secretName } from '../kubernetes/secret-keys.ts';
import type { Placeholders } from './placeholders.ts';
import type { ChartValues } from './values.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Where resources of operators say how many pods, and how much storage. */
const operatedPaths: Readonly<Record<string, { readonly members: string; readonly storage: string }>> = {
  Cluster: { members: 'spec.instances', storage: 'spec.storage.size' },
  Elasticsearch: { members: 'spec.nodeSets.0.count', storage: 'spec.nodeSets.0.volumeClaimTemplates.0.spec.resources.requests.storage' },
  RabbitmqCluster: { members: 'spec.replicas', storage: 'spec.persistence.storage' },
};

interface Chart {
  readonly values: ChartValues;
  readonly words: Placeholders;
  /** What stands for a Secret's name, and for an image. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string | undefined, string>;
}

const at = (...keys: readonly string[]): string => `index .Values.services ${keys.map((key) => JSON.stringify(key)).join(' ')}`;

/** What puts the chart's values into an object, in the places that they are for. */
export function valueWriter({ scope, values, words }: { readonly scope: Scope; readonly values: ChartValues; readonly words: Placeholders }): (object: KubernetesObject) => unknown {
  const secrets = new Map(scope.services.map((service) => [secretName(service.name), at(service.name, 'existingSecret')]));
  const images = new Map(scope.services.map((service) => [values.services[service.name]?.image, at(service.name, 'image')]));
  return (object) => withValues(object, { values, words, secrets, images });
}

function withValues(object: KubernetesObject, { values, words, secrets, images }: Chart): unknown {
  const { kind } = object;
  const name = object.metadata.name;
  const own = values.services[name];

  const walk = (node: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((each, index) => walk(each, [...path, String(index)]));
    if (!isTree(node)) return leaf(node, path);
    return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, key === 'resources' && (isOwnContainer(node) || (isOperated && !path.includes('volumeClaimTemplates'))) ? words.value(at(name, 'resources')) : walk(each, [...path, key])]));
  };
  const isOperated = operatedPaths[kind] !== undefined;
  const isOwnContainer = (node: Tree): boolean => (kind === 'Deployment' || kind === 'StatefulSet') && node['name'] === name && node['image'] !== undefined;
  const imageWord = (node: unknown): unknown => {
    const known = node === values.toolImage ? '.Values.toolImage' : (images.get(String(node)) ?? (own === undefined ? undefined : at(name, 'image')));
    // What runs beside an operator's own image keeps the stack's.
    return known === undefined ? node : words.value(known);
  };
  const leaf = (node: unknown, path: readonly string[]): unknown => {
    const key = path.at(-1) ?? '';
    const parent = path.at(-2);
    if (key === 'imagePullPolicy') return words.value('.Values.imagePullPolicy');
    if (key === 'image' || key === 'imageName') return imageWord(node);
    // A Secret that an operator makes has a name of its own.
    if ((parent === 'secret' && (key === 'secretName' || key === 'name')) || (parent === 'secretKeyRef' && key === 'name')) return secrets.has(String(node)) ? words.value(secrets.get(String(node)) ?? '') : node;
    if (key === 'gatewayClassName' || key === 'ingressClassName') return words.value('.Values.entry.class');
    if (kind === 'HorizontalPodAutoscaler' && (key === 'minReplicas' || key === 'maxReplicas')) return words.value(at(name, 'autoscaling', key === 'minReplicas' ? 'min' : 'max'));
    const place = path.join('.');
    const { members = 'spec.replicas', storage } = operatedPaths[kind] ?? {};
    if (place === members && own?.replicas !== undefined) return words.value(at(name, 'replicas'));
    if (place === storage) return words.value(at(name, 'storage', Object.keys(own?.storage ?? {})[0] ?? ''));
    return node;
  };

  const walked = walk(claimsWithValues(object, (claim) => words.value(at(name, 'storage', claim))), []) as Tree;
  if (kind !== 'HTTPRoute' || own?.hosts === undefined) return walked;
  const { hostnames: _hostnames, rules, ...spec } = walked['spec'] as Tree;
  return { ...walked, spec: { ...spec, hostnames: words.optional(at(name, 'hosts')), rules } };
}

function claimsWithValues(object: KubernetesObject, size: (claim: string) => string): KubernetesObject {
  const spec = object['spec'];
  if (object.kind !== 'StatefulSet' || !isTree(spec) || !Array.isArray(spec['volumeClaimTemplates'])) return object;
  const claims = spec['volumeClaimTemplates'].map((claim: { readonly metadata: { readonly name: string }; readonly spec: Tree }) => ({ ...claim, spec: { ...claim.spec, resources: { requests: { storage: size(claim.metadata.name) } } } }));
  return { ...object, spec: { ...spec, volumeClaimTemplates: claims } };
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
