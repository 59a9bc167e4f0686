import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Pod } from './pods.ts';
import { podOf } from './pods.ts';

/** All objects of one lint, and what rules look up among them. */
export type Inventory = {
  readonly objects: readonly KubernetesObject[];
  readonly pods: readonly Pod[];
  podOf(object: KubernetesObject): Pod | undefined;
  ofKind(kind: string): readonly KubernetesObject[];
  /** Objects of a kind in the namespace of another one. */
  beside(object: KubernetesObject, kind: string): readonly KubernetesObject[];
  podsBeside(object: KubernetesObject): readonly Pod[];
};

const namespaceOf = (object: KubernetesObject): string => object.metadata.namespace ?? '';

export function inventoryOf(objects: readonly KubernetesObject[]): Inventory {
  const byObject = new Map<KubernetesObject, Pod>();
  const byKind = new Map<string, KubernetesObject[]>();
  const podsByNamespace = new Map<string, Pod[]>();
  const kindsByNamespace = new Map<string, KubernetesObject[]>();
  const add = <Item>(map: Map<string, Item[]>, key: string, item: Item): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [item]);
    else list.push(item);
  };
  for (const object of objects) {
    add(byKind, object.kind, object);
    add(kindsByNamespace, `${object.kind} ${namespaceOf(object)}`, object);
    const pod = podOf(object);
    if (pod === undefined) continue;
    byObject.set(object, pod);
    add(podsByNamespace, namespaceOf(object), pod);
  }
  return {
    objects,
    pods: [...byObject.values()],
    podOf: (object) => byObject.get(object),
    ofKind: (kind) => byKind.get(kind) ?? [],
    beside: (object, kind) => kindsByNamespace.get(`${kind} ${namespaceOf(object)}`) ?? [],
    podsBeside: (object) => podsByNamespace.get(namespaceOf(object)) ?? [],
  };
}
