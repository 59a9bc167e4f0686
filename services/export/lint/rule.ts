import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import type { Container, Pod } from './pods.ts';
import { listAt } from './read.ts';

/** Sentences of what is wrong, each with what it is about; none when the rule holds; undefined when it says nothing about such an object. */
export type Judgement = readonly string[] | undefined;
export type Rule = {
  /** Ours, in words; what a waiver names. */
  readonly id: string;
  /** What holds where the rule is kept. */
  readonly title: string;
  /** The next step for one that is broken. */
  readonly fix: string;
  /** `tool/rule` of each tool that has this rule. */
  readonly tools: readonly string[];
  /** Why the rule counts only when it is asked for: the same reason for which its tool has it off, or as points only. */
  readonly off?: string;
  readonly check: (object: KubernetesObject, all: Inventory) => Judgement;
};
type Words = Omit<Rule, 'check'>;
/** One sentence, several, or none. */
type Found = string | false | undefined | readonly string[];

const sentences = (found: Found): readonly string[] => (found === undefined || found === false ? [] : typeof found === 'string' ? [found] : found);

/** About every object. */
export function objectRule({ check, ...words }: Words & { readonly check: (object: KubernetesObject, all: Inventory) => Found }): Rule {
  return { ...words, check: (object, all) => sentences(check(object, all)) };
}

/** About objects of some kinds. */
export function kindRule({ kinds, check, ...words }: Words & { readonly kinds: readonly string[]; readonly check: (object: KubernetesObject, all: Inventory) => Found }): Rule {
  return { ...words, check: (object, all) => (kinds.includes(object.kind) ? sentences(check(object, all)) : undefined) };
}

/** About the pods of workloads, of all or of some kinds. */
export function podRule({ kinds, check, ...words }: Words & { readonly kinds?: readonly string[]; readonly check: (pod: Pod, all: Inventory) => Found }): Rule {
  return {
    ...words,
    check(object, all) {
      const pod = all.podOf(object);
      return pod === undefined || kinds?.includes(object.kind) === false ? undefined : sentences(check(pod, all));
    },
  };
}

/** About each container of each pod, init containers included. */
export function containerRule({ check, ...words }: Words & { readonly check: (container: Container, pod: Pod) => Found }): Rule {
  return podRule({ ...words, check: (pod) => pod.containers.flatMap((container) => sentences(check(container, pod)).map((sentence) => `Container "${container.name}" ${sentence}`)) });
}

/** One rule of a Role or ClusterRole: what may be done to what. */
export type Grant = { readonly verbs: readonly unknown[]; readonly resources: readonly unknown[]; readonly groups: readonly unknown[]; readonly names: readonly unknown[] };

export function grantsOf(role: KubernetesObject): readonly Grant[] {
  return listAt(role, 'rules').map((rule) => ({ verbs: listAt(rule, 'verbs'), resources: listAt(rule, 'resources'), groups: listAt(rule, 'apiGroups'), names: listAt(rule, 'resourceNames') }));
}

/** About what a role may do. */
export function roleRule({ kinds = ['Role', 'ClusterRole'], check, ...words }: Words & { readonly kinds?: readonly string[]; readonly check: (grants: readonly Grant[], all: Inventory) => Found }): Rule {
  return kindRule({ ...words, kinds, check: (object, all) => check(grantsOf(object), all) });
}

/** About what is granted to somebody, or to everybody. */
export function bindingRule({ check, ...words }: Words & { readonly check: (binding: KubernetesObject, all: Inventory) => Found }): Rule {
  return kindRule({ ...words, kinds: ['RoleBinding', 'ClusterRoleBinding'], check });
}
