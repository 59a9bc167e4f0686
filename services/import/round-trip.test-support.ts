import type { TranslationEntry } from '../contract/export.ts';
import type { Topology } from '../topology/types.ts';
import { variableName } from '../topology/variable-name.ts';
import { childOf } from '../topology/yaml-tree.ts';
import type { ComposeProject, ComposeService } from './types.ts';

/** Something that a Compose project says of a service and another one does not, or says otherwise. */
export interface Difference {
  /** In the stack. */
  readonly service: string;
  readonly about: 'service' | 'image' | 'port' | 'volume' | 'variable' | 'waits for';
  /** Which one: a variable's name, a path in the container, a port of it, another service. */
  readonly of: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Facts = ReadonlyMap<string, Omit<Difference, 'service' | 'before' | 'after'> & { readonly value: string }>;

/** As the engine takes it: `redis:7` is `docker.io/library/redis:7`. */
function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) return image;
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${image}`;
}

function factsOf(service: ComposeService, rename: (name: string) => string): Facts {
  const facts = new Map<string, Omit<Difference, 'service' | 'before' | 'after'> & { readonly value: string }>();
  const add = (about: Difference['about'], of: string, value: string): void => void facts.set(`${about} ${of}`, { about, of, value });
  add('image', 'image', childOf(service.tree, 'build') === undefined ? fullName(service.image?.value ?? '') : 'built');
  for (const { hostIp, published, target, protocol } of service.ports) add('port', `${published ?? `any for ${target}`}/${protocol}`, `${hostIp === '' ? '0.0.0.0' : hostIp} to ${target}`);
  for (const { type, target, source, readOnly } of service.mounts) if (type !== 'tmpfs') add('volume', target.replace(/(?<=.)\/$/, ''), `${type === 'volume' ? `volume ${source?.value ?? ''}` : type}${readOnly ? ', read only' : ''}`);
  for (const { name, word } of service.variables.values()) add('variable', name, word?.value ?? '(of the shell)');
  for (const { service: name, condition } of service.dependencies) add('waits for', rename(name), condition);
  return facts;
}

/** All that two projects say differently; services of the first are known by their new names. */
export function differencesOf(before: ComposeProject, after: ComposeProject, names: ReadonlyMap<string, string>): readonly Difference[] {
  const rename = (name: string): string => names.get(name) ?? name;
  const sources = new Map([...before.services.values()].map((service) => [rename(service.name), service]));
  return [...new Set([...sources.keys(), ...after.services.keys()])].toSorted().flatMap((service): readonly Difference[] => {
    const [source, target] = [sources.get(service), after.services.get(service)];
    if (source === undefined || target === undefined) return [{ service, about: 'service', of: service, before: source === undefined ? undefined : 'there', after: target === undefined ? undefined : 'there' }];
    const [left, right] = [factsOf(source, rename), factsOf(target, (name) => name)];
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((key): readonly Difference[] => {
      const [one, other] = [left.get(key), right.get(key)];
      const fact = one ?? other;
      return fact === undefined || one?.value === other?.value ? [] : [{ service, about: fact.about, of: fact.of, before: one?.value, after: other?.value }];
    });
  });
}

interface Told {
  readonly imported: readonly TranslationEntry[];
  readonly exported: readonly TranslationEntry[];
  readonly topology: Topology;
}

/** Differences that no line of either report speaks of, in words. */
export function unexplained(differences: readonly Difference[], told: Told): readonly string[] {
  return differences.filter((difference) => !isExplained(difference, told)).map(({ service, about, of, before, after }) => `${service}: ${about} ${of}: ${before ?? 'not there'} → ${after ?? 'not there'}`);
}

const escaped = (text: string): RegExp => new RegExp(RegExp.escape(text));

function isExplained(difference: Difference, { imported, exported, topology }: Told): boolean {
  const { service, about, of, before, after } = difference;
  const says = (entries: readonly TranslationEntry[], fact: RegExp, how = /(?:)/): boolean => entries.some((entry) => (entry.service === service || entry.service === null) && fact.test(entry.fact) && how.test(entry.how));
  const model = topology.services[service];
  const isTemplate = says(imported, /^image /, /^template /);
  switch (about) {
    case 'service':
      return after === undefined ? says(imported, /^service$/) : exported.some(({ how }) => escaped(`the service ${of}`).test(how));
    case 'image':
      return (isTemplate && says(exported, /^image$/, escaped(after ?? '?'))) || says(imported, /^image /, /^what is built has a name of its own$/);
    case 'port': {
      const [, address = '', target = ''] = /^(.*) to (\d+)$/.exec(before ?? '') ?? [];
      if (after !== undefined) return after.endsWith(` to ${target}`) || isTemplate ? address === '0.0.0.0' && says(imported, /^port /, /of 127\.0\.0\.1 only$/) && says(exported, /^entry$/, /127\.0\.0\.1/) : false;
      const named = Object.entries(model?.ports ?? {}).flatMap(([name, { container }]) => (String(container) === target ? [name] : []));
      const isTold = (name: string): boolean => exported.some((entry) => (entry.service === service && entry.fact === `publish ${name}` && entry.outcome === 'dropped') || (entry.fact === 'ports without a number of yours' && escaped(`${service} ${name}`).test(entry.how)));
      return says(imported, /^port /, /^not published$/) || named.some(isTold);
    }
    case 'volume': {
      const mount = model?.type === 'container' ? model.mounts.find(({ target }) => target === of) : undefined;
      const written = says(imported, new RegExp(`^(?:volume|config|secret) .*${RegExp.escape(of)}/?(?::\\w+)?$`));
      if (before !== undefined) return written && (after !== undefined || says(exported, new RegExp(`^bind mount at ${RegExp.escape(of)}$`)) || says(imported, escaped(of), /template/));
      return isTemplate && mount?.type === 'volume' && says(exported, new RegExp(`^volume ${RegExp.escape(mount.volume)}$`));
    }
    case 'variable': {
      if (before === undefined && bindingOf(of, difference, topology)) return says(imported, /^(?:depends_on|links|names) /, /^uses: /);
      const named = new RegExp(`^variable ${RegExp.escape(of)}$`);
      return says(imported, named) || says(exported, named) || (before === undefined && isTemplate);
    }
    case 'waits for':
      if (after === undefined && (says(imported, new RegExp(`^depends_on ${RegExp.escape(of)}$`), /^a route/) || imported.some((entry) => entry.service === of && entry.fact === 'service'))) return true;
      if (exported.some((entry) => entry.service === service && entry.fact.startsWith('uses ') && `${entry.fact.slice('uses '.length)}-resources` === of && /its declared resources/.test(entry.how))) return true;
      return says(imported, /^(?:depends_on|links|names) /, new RegExp(`^uses: ${RegExp.escape(of)}$`)) && says(exported, new RegExp(`^uses ${RegExp.escape(of)}$`), after === undefined ? /^no wait$/ : escaped(after));
  }
}

/** Whether a variable tells the address of something that the service uses. */
function bindingOf(variable: string, { service }: Difference, { services }: Topology): boolean {
  return (services[service]?.uses ?? []).some((used) => Object.keys(services[used]?.bindings ?? {}).some((binding) => variableName(used, binding) === variable));
}
