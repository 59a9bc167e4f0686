import { createHash } from 'node:crypto';

const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** Kustomize's suffix for what its generators make: a digest of kind and data, without characters that could form words. */
export function nameHash(object: { readonly kind: 'ConfigMap' | 'Secret'; readonly data: Readonly<Record<string, string>> }): string {
  const data = Object.fromEntries(Object.entries(object.data).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  // The name is always empty: kustomize looks for it at a key `metadata/name`, which nothing has.
  const encoded = object.kind === 'ConfigMap' ? { data, kind: 'ConfigMap', name: '' } : { data, kind: 'Secret', name: '', type: 'Opaque' };
  // As Go writes JSON: these characters always as escapes.
  const text = JSON.stringify(encoded).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return createHash('sha256').update(text).digest('hex').slice(0, 10).replaceAll(/[013ae]/g, (digit) => letters[digit] ?? digit);
}

/** Every reference of a pod to a ConfigMap or Secret under its new name. */
export function renameReferences<Value>(value: Value, names: Readonly<Record<'ConfigMap' | 'Secret', ReadonlyMap<string, string>>>): Value {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, renamed(key, walk(each))]));
  };
  const renamed = (key: string, node: unknown): unknown => {
    if (node === null || typeof node !== 'object') return node;
    if (key === 'configMap' && 'name' in node) return { ...node, name: names.ConfigMap.get(String(node.name)) ?? node.name };
    if (key === 'secretKeyRef' && 'name' in node) return { ...node, name: names.Secret.get(String(node.name)) ?? node.name };
    if (key === 'secret' && 'secretName' in node) return { ...node, secretName: names.Secret.get(String(node.secretName)) ?? node.secretName };
    if (key === 'secret' && 'name' in node) return { ...node, name: names.Secret.get(String(node.name)) ?? node.name };
    return node;
  };
  return walk(value) as Value;
}
