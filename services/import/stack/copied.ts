import { adviceFor } from '../../topology/compose-words.ts';
import { serviceSchema } from '../../topology/service-schema.ts';
import { childOf, toPlain, type Tree } from '../../topology/yaml-tree.ts';
import type { ComposeService } from '../types.ts';
import { plainText, type StackContext } from './context.ts';

/** Words that mean the same in both files. */
const copied = ['user', 'working_dir', 'hostname', 'labels', 'stop_signal', 'stop_grace_period', 'mem_limit', 'cpus', 'pids_limit', 'shm_size', 'healthcheck', 'read_only', 'cap_add', 'cap_drop', 'init', 'extra_hosts', 'ulimits', 'sysctls', 'platform', 'security_opt'] as const;
/** What a template says itself. */
const ofTemplate = new Set(['user', 'working_dir', 'hostname', 'stop_signal', 'stop_grace_period', 'mem_limit', 'shm_size', 'healthcheck', 'read_only', 'cap_add', 'cap_drop', 'init', 'ulimits', 'security_opt', 'command', 'entrypoint', 'environment', 'env_file', 'tmpfs', 'deploy']);
/** Told elsewhere, each part of it. */
const told = new Set(['image', 'build', 'command', 'entrypoint', 'environment', 'env_file', 'ports', 'expose', 'volumes', 'tmpfs', 'secrets', 'configs', 'depends_on', 'links', 'profiles', 'scale', 'deploy', 'restart', 'extends']);
const reserved = /^(dev\.stackyard\.|com\.docker\.|<<$)/;

/** The words of a service that stay as they are; of all others, what became of them. */
export function copiedWords(service: ComposeService, context: StackContext): Readonly<Record<string, unknown>> {
  const target = context.targets.get(service.name);
  const name = target?.name ?? service.name;
  const words: Record<string, unknown> = {};
  for (const [key, { value }] of service.tree.entries) {
    const isKept = copied.some((word) => word === key) && !(target?.fit !== undefined && ofTemplate.has(key));
    if (told.has(key) && !(target?.fit !== undefined && ofTemplate.has(key))) continue;
    if (target?.fit !== undefined && ofTemplate.has(key)) {
      if (key === 'healthcheck') context.report({ service: name, fact: 'healthcheck', outcome: 'carried', how: "readiness is asked in the service's own protocol" });
      else if (!told.has(key) && key !== 'mem_limit' && key !== 'shm_size') context.report({ service: name, fact: key, outcome: 'approximated', how: "the template's own" });
    } else if (isKept && isAccepted(key, value)) {
      const asWritten = asAccepted(key, value, context);
      const kept = key === 'labels' ? withoutReserved(asWritten, name, context) : asWritten;
      if (kept !== undefined) words[key] = kept;
      context.report({ service: name, fact: key, outcome: 'carried', how: 'as it is' });
    } else {
      context.report({ service: name, fact: key, outcome: key === 'networks' ? 'approximated' : 'dropped', how: key === 'networks' ? 'the one network of the stack' : 'not carried', why: whyNot(key, isKept, value) });
    }
  }
  return words;
}

function whyNot(key: string, isKnown: boolean, value: Tree): string {
  if (isKnown) return `Stackyard does not take this value${value.type === 'scalar' ? ` (${value.text})` : ''}; see ${key} in its documentation`;
  const hint = adviceFor(key, 'service')?.hint ?? 'Stackyard has no such word.';
  return hint.replace(/[;,] remove it\.$/, '.').replace(/\.$/, '');
}

const schemaOf = (key: string) => Object.entries(serviceSchema.shape).find(([word]) => word === key)?.[1];

/** As written, but for numbers in a notation of their own (`024`), which only stay numbers where no text is taken. */
function asAccepted(key: string, value: Tree, context: StackContext): unknown {
  const takesText = schemaOf(key)?.safeParse(toPlain(value, () => true)).success === true;
  return written(value, context, takesText ? undefined : 'numbers');
}

/** Stackyard takes the value, its variables replaced. */
function isAccepted(key: string, value: Tree): boolean {
  const schema = schemaOf(key);
  const options = [toPlain(value, () => true), toPlain(value, () => false)];
  return schema !== undefined && (key !== 'healthcheck' || isHealthcheck(childOf(value, 'test'))) && (key !== 'extra_hosts' || areHosts(value)) && options.some((each) => schema.safeParse(each).success);
}

/** Names and addresses without blanks. */
function areHosts(hosts: Tree): boolean {
  return hosts.type === 'map' && [...hosts.entries].every(([name, { value }]) => /^[^:\s]+$/.test(name) && name !== '<<' && value.type === 'scalar' && /^\S+$/.test(value.text));
}

/** A line, or a list that begins with the word that says how it is run. */
function isHealthcheck(test: Tree | undefined): boolean {
  if (test?.type !== 'list') return true;
  const [first] = test.items;
  const form = first?.type === 'scalar' ? first.text : '';
  return form === 'NONE' || (form === 'CMD' && test.items.length > 1) || (form === 'CMD-SHELL' && test.items.length === 2);
}

/** As written, variables and all. `numbers`: whole numbers without variables by their value, however they were written. */
export function written(tree: Tree, context: Pick<StackContext, 'origins'>, as?: 'numbers'): unknown {
  if (tree.type === 'list') return tree.items.map((item) => written(item, context, as));
  if (tree.type === 'map') return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, written(value, context, as)]));
  const text = context.origins.written(tree);
  const isValue = text === tree.text && (Number.isInteger(tree.value) ? as === 'numbers' || String(tree.value) === text : typeof tree.value === 'boolean' && String(tree.value) === text);
  return isValue ? tree.value : tree.value === null ? null : plainText(text);
}

function withoutReserved(labels: unknown, service: string, { report }: StackContext): unknown {
  if (typeof labels !== 'object' || labels === null) return labels;
  const kept = Object.entries(labels).filter(([key]) => !reserved.test(key));
  if (kept.length < Object.keys(labels).length) report({ service, fact: 'reserved labels', outcome: 'dropped', how: 'not carried', why: 'com.docker.* and the like belong to the engine and its tools' });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Limits and the restart policy of `deploy`, where the service does not say them itself. */
export function deployWords(service: ComposeService, context: StackContext): Readonly<Record<string, unknown>> {
  const deploy = childOf(service.tree, 'deploy');
  const limits = childOf(childOf(deploy, 'resources'), 'limits');
  const target = context.targets.get(service.name);
  const words: Record<string, unknown> = {};
  for (const [from, to] of [['memory', 'mem_limit'], ['cpus', 'cpus'], ['pids', 'pids_limit']] as const) {
    const value = childOf(limits, from);
    if (value === undefined || childOf(service.tree, to) !== undefined || (target?.fit !== undefined && from === 'memory')) continue;
    const isTaken = isAccepted(to, value);
    if (isTaken) words[to] = asAccepted(to, value, context);
    context.report({ service: target?.name ?? service.name, fact: `limit ${from}`, outcome: isTaken ? 'carried' : 'dropped', how: isTaken ? to : 'not carried' });
  }
  for (const key of deploy?.type === 'map' ? deploy.entries.keys() : []) {
    if (!['resources', 'replicas', 'restart_policy'].includes(key)) context.report({ service: target?.name ?? service.name, fact: `deploy.${key}`, outcome: 'dropped', how: 'not carried', why: 'it is for a cluster' });
  }
  if (childOf(childOf(deploy, 'resources'), 'reservations') !== undefined) context.report({ service: target?.name ?? service.name, fact: 'deploy.resources.reservations', outcome: 'dropped', how: 'not carried', why: 'nothing is reserved on one machine' });
  return words;
}
