import type { Environment } from '../../topology/interpolate.ts';
import type { Fit } from '../templates/fit.ts';
import type { ComposeService, Report, Variable } from '../types.ts';
import { decoded, givenBy } from './credentials.ts';
import { prefixOf, type Mention } from './mentions.ts';
import { rewrite, type Edit } from './rewrite.ts';
import type { Place, Use } from './uses.ts';

/** A service as those that use it may refer to it. */
export interface Target {
  /** In the stack. */
  readonly name: string;
  readonly source: ComposeService;
  readonly fit: Fit | undefined;
  /** Container port → its name. */
  readonly ports: ReadonlyMap<number, string>;
}

export interface WiringContext {
  readonly targets: ReadonlyMap<string, Target>;
  readonly environment: Environment;
  /** Those of which one waits for the other. */
  readonly uses: readonly Use[];
  readonly report: Report;
}

/** New texts of a consumer's variables: what a service of the stack offers is referred to. */
export function wiredVariables(consumer: ComposeService, uses: readonly Use[], { targets, environment, uses: waited, report }: WiringContext): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const waitsFor = new Set(waited.flatMap((use) => (use.consumer === consumer ? [use.target] : [])));
  const tell = (variable: Variable, text: string, what: string): void => {
    texts.set(variable.name, text);
    report({ service: targets.get(consumer.name)?.name ?? consumer.name, fact: `variable ${variable.name}`, outcome: 'carried', how: variable.file === undefined ? what : `${what}; written here, over the one in ${fileName(variable.file)}` });
  };
  for (const variable of consumer.variables.values()) {
    if (variable.word === undefined) continue;
    const all = uses.flatMap((use) => use.places.filter((place) => place.variable === variable));
    const needed = all.filter((place) => needsEdit(place, targets.get(place.mention.service)));
    const places = all.every(({ mention }) => waitsFor.has(mention.service)) && variable.file === undefined ? all : needed;
    const edits = places.flatMap((place) => editsOf(place, targets.get(place.mention.service)));
    if (edits.length === 0) continue;
    const text = shortened(rewrite(variable.word, edits, environment), places.flatMap(({ mention }) => targets.get(mention.service) ?? []));
    tell(variable, text, `refers to ${[...new Set(places.map(({ mention }) => targets.get(mention.service)?.name ?? mention.service))].join(', ')}`);
  }
  for (const use of uses) {
    const target = targets.get(use.target);
    if (target === undefined) continue;
    for (const [variable, reference] of besides(use, target)) if (!texts.has(variable.name)) tell(variable, referenceTo(target, reference), `refers to ${target.name}`);
  }
  return texts;
}

/** Variables that hold user, password or port, beside the one with the address. */
function besides(use: Use, target: Target): readonly (readonly [Variable, string])[] {
  const found: (readonly [Variable, string])[] = [];
  if (target.fit !== undefined) {
    const { user, password } = givenBy(use, target.fit);
    if (user !== undefined && target.fit.user !== undefined) found.push([user, target.fit.user.reference]);
    // A file that gives the service its password still gives it to the others.
    const isKept = password?.file !== undefined && Object.keys(target.fit.secrets).length > 0;
    if (password !== undefined && target.fit.password !== undefined && !isKept) found.push([password, target.fit.password.reference]);
  }
  for (const { variable, mention } of use.places) {
    if (variable === undefined || mention.port !== undefined || mention.scheme !== undefined) continue;
    const beside = use.consumer.variables.get(`${prefixOf(variable.name)}PORT`);
    const port = beside?.word === undefined || beside.file !== undefined ? undefined : target.ports.get(Number(beside.word.value));
    if (beside !== undefined && port !== undefined) found.push([beside, `ports.${port}`]);
  }
  return found;
}

/** Where a plain name would not do: the service has another name now, or asks for a login of its own. */
function needsEdit({ mention }: Place, target: Target | undefined): boolean {
  return target !== undefined && (target.name !== mention.host.text || target.fit?.password !== undefined || target.fit?.template === 'nginx');
}

export function editsOf({ mention }: Place, target: Target | undefined): readonly Edit[] {
  if (target === undefined) return [];
  const port = mention.port === undefined ? undefined : target.ports.get(Number(mention.port.text));
  return [
    { start: mention.host.start, end: mention.host.end, text: referenceTo(target, 'host') },
    ...(mention.port === undefined || port === undefined ? [] : [{ start: mention.port.start, end: mention.port.end, text: referenceTo(target, `ports.${port}`) }]),
    ...(target.fit === undefined ? [] : loginEdits(mention, target, target.fit)),
  ];
}

function loginEdits(mention: Mention, target: Target, { user, password, schemes, takesAnyone }: Fit): readonly Edit[] {
  if (password === undefined) return [];
  const edits: Edit[] = [];
  if (user !== undefined && mention.user !== undefined && decoded(mention.user.text) === user.value) edits.push({ ...mention.user, text: referenceTo(target, user.reference), takesVariable: true });
  if (mention.password !== undefined && decoded(mention.password.text) === password.value) edits.push({ ...mention.password, text: referenceTo(target, password.reference), takesVariable: true });
  const takesLogin = mention.scheme !== undefined && schemes.includes(mention.scheme.toLowerCase());
  if (mention.password !== undefined || mention.authority === undefined || !takesAnyone || !takesLogin) return edits;
  // It asked for no password before: one is put where it belongs.
  const secret = `:${referenceTo(target, password.reference)}`;
  const place = mention.user?.end ?? mention.authority;
  const isBare = mention.authority === mention.host.start;
  return [...edits, { start: place, end: place, text: isBare ? `${user === undefined ? '' : referenceTo(target, user.reference)}${secret}@` : secret }];
}

const referenceTo = (target: Target, what: string): string => `\${{ services.${target.name}.${what} }}`;

/** The text as the target's `url`, where it says just that. */
function shortened(text: string, targets: readonly Target[]): string {
  const found = targets.find((target) => urlsOf(target).includes(text));
  return found === undefined ? text : referenceTo(found, 'url');
}

function urlsOf({ name, fit, ports }: Target): readonly string[] {
  if (fit !== undefined) return fit.urls(name);
  const [first] = ports.values();
  const scheme = first === undefined ? undefined : /^https?(?=-|$)/.exec(first)?.[0];
  return scheme === undefined ? [] : [`${scheme}://\${{ services.${name}.host }}:\${{ services.${name}.ports.${first} }}`];
}

function fileName(path: string): string {
  return path.replace(/^.*\//, '');
}
