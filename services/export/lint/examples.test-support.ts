import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../kubernetes/object.ts';

type BadExample = { readonly rule: string; readonly change: Readonly<Record<string, unknown>>; readonly found?: readonly string[] };
export type Example = { readonly rule: string; readonly name: string; readonly objects: readonly KubernetesObject[]; readonly found: readonly string[] };

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'examples', name), 'utf8');
export const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;

/** Objects that keep every rule. */
export function goodObjects(): KubernetesObject[] {
  return parseAllDocuments(read('good.yaml')).map((document) => document.toJS() as KubernetesObject);
}

/** For each entry of bad.yaml all objects with its change, and the names of those that break its rule. */
export const badExamples: readonly Example[] = (parse(read('bad.yaml')) as readonly BadExample[]).map(({ rule, change, found }, index, all) => {
  const objects = goodObjects();
  for (const [place, value] of Object.entries(change)) {
    const [name = '', path = ''] = place.split(' ');
    const object = objects.find((each) => nameOf(each) === name);
    if (object === undefined) throw new Error(`bad.yaml, entry ${index}: there is no ${name}`);
    put(object, { path, value });
  }
  return { rule, name: `${rule}-${all.slice(0, index + 1).filter((each) => each.rule === rule).length}`, objects, found: found ?? [...new Set(Object.keys(change).map((place) => place.split(' ')[0] ?? ''))] };
});

/** Labels have dots: a step takes as many as there are in a key that exists. */
function put(target: unknown, { path, value }: { readonly path: string; readonly value: unknown }): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = target as Record<string, unknown>;
  for (const step of steps) {
    const next = at[step];
    if (typeof next !== 'object' || next === null) throw new Error(`bad.yaml: nothing at ${step} of ${path}`);
    at = next as Record<string, unknown>;
  }
  if (value === null) delete at[last];
  else at[last] = value;
}
