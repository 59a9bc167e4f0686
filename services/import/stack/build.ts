import type { TranslationEntry } from '../../contract/export.ts';
import { defaultName } from '../../topology/stack-name.ts';
import { fileBytesAtMost } from '../../topology/read-file.ts';
import type { ImportRequest, ReadCompose } from '../read-compose.ts';
import type { Reading } from '../compose/read-file.ts';
import type { ComposeProject, ComposeService, Report } from '../types.ts';
import { headComment } from '../compose/comments.ts';
import { withoutLoops } from './acyclic.ts';
import type { StackContext } from './context.ts';
import { decide, routesOf, withoutMakers, type Decisions } from './decide.ts';
import { hostNames, stackNames } from './names.ts';
import { portNames } from './port-names.ts';
import { printStack, type PrintedService } from './print.ts';
import { serviceWords } from './service.ts';
import { tellProject } from './project-facts.ts';
import { portOf, usesOf, type Use } from './uses.ts';
import type { Target } from './wiring.ts';

export interface BuiltStack {
  readonly name: string;
  readonly text: string;
  readonly report: readonly TranslationEntry[];
}

/** The text of stackyard.yaml and its report. Mistakes go to the reading's problems. */
export async function buildStack({ project, reading, folder, environment }: ReadCompose, request: Pick<ImportRequest, 'name' | 'profiles'>): Promise<BuiltStack> {
  const { reader, problems } = reading;
  const entries: TranslationEntry[] = [];
  const report: Report = ({ why, ...entry }) => void entries.push({ ...entry, why: why ?? null });
  const wanted = request.name ?? environment['COMPOSE_PROJECT_NAME'] ?? project.name;
  const stack = defaultName(wanted ?? project.directory);
  const all = usesOf(project, hostNames(project));
  const decisions = await decide(project, all, async (path) => {
    const read = await reader.readText(path, fileBytesAtMost);
    return read !== undefined && 'text' in read ? read.text : undefined;
  });
  const found = withoutMakers(all, decisions.makers);
  const targets = targetsOf(project, found, decisions);
  const uses = withoutLoops(found);
  const jobs = new Set(uses.flatMap(({ consumer, target }) => (consumer.dependencies.some(({ service, condition }) => service === target && condition === 'service_completed_successfully') ? [target] : [])));
  const profiles = new Set([...(request.profiles ?? []), ...(environment['COMPOSE_PROFILES'] ?? '').split(',').filter((profile) => profile !== '')]);
  const context: StackContext = { project, stack, folder, reader, origins: reading.origins, environment, targets, uses, named: found, makers: decisions.makers, jobs, profiles, report };
  tellProject(context, { wanted, met: reading.met });
  const services: PrintedService[] = [];
  for (const service of project.services.values()) {
    const made = decisions.makers.find(({ helper }) => helper === service);
    if (made !== undefined) {
      report({ service: service.name, fact: 'service', outcome: 'carried', how: `buckets of ${targets.get(made.target)?.name ?? made.target}; the service itself is not needed`, why: 'the template makes declared buckets' });
      continue;
    }
    const name = targets.get(service.name)?.name ?? service.name;
    tellNames(service, name, context);
    const reason = decisions.reasons.get(service.name);
    if (reason !== undefined) report({ service: name, fact: `image ${service.image?.value ?? ''}`, outcome: 'carried', how: 'as a service of its own, not as a template', why: reason });
    services.push({ name, comments: service.comments, keyComments: renamed(service.keyComments), variableComments: service.variableComments, words: await serviceWords(service, context, problems) });
  }
  return { name: stack, text: printStack({ name: stack, comments: headComment(firstText(project, reading)), services }), report: entries };
}

/** Ports in the order in which they were said: published, exposed, then those that others name. */
function targetsOf({ services }: ComposeProject, uses: readonly Use[], { fits }: Decisions): ReadonlyMap<string, Target> {
  const names = stackNames({ services });
  const routed = [...fits.values()].flatMap((fit) => routesOf(fit).map(({ to }) => to));
  return new Map(
    [...services.values()].map((source) => {
      const fit = fits.get(source.name);
      const named = uses.flatMap(({ target, consumer, places }) => (target === source.name ? places.flatMap((place) => portOf(place, consumer) ?? []) : []));
      const routes = routed.flatMap((to) => (to.slice(0, to.lastIndexOf('.')) === source.name ? Number(to.slice(to.lastIndexOf('.') + 1)) : []));
      const wanted = [...source.ports.flatMap(({ target, protocol }) => (protocol === 'tcp' ? target : [])), ...source.expose, ...routes, ...named].filter((port) => port >= 1 && port <= 65_535);
      const ports = fit === undefined ? portNames(source, new Set(wanted)) : new Map(Object.entries(fit.ports).map(([port, key]) => [Number(port), key]));
      return [source.name, { name: names.get(source.name) ?? source.name, source, fit, ports }];
    }),
  );
}

const newWords: Readonly<Record<string, string>> = { ports: 'publish', depends_on: 'uses', links: 'uses', secrets: 'volumes', configs: 'volumes', deploy: 'scale' };

/** Comments go with what a word became. */
function renamed(comments: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  return new Map([...comments].flatMap(([key, lines]) => [[newWords[key] ?? key, lines] as const, ...(key === 'image' ? [['template', lines] as const] : [])]));
}

function firstText({ tree }: ComposeProject, { origins }: Reading): string {
  return origins.of(tree)?.text ?? '';
}

function tellNames({ name, aliases, dependencies }: ComposeService, own: string, { report }: StackContext): void {
  for (const { alias, service } of dependencies) if (alias !== undefined) report({ service: own, fact: `link ${service}:${alias}`, outcome: 'approximated', how: `variables that name ${alias} refer to ${service}`, why: `the name ${alias} is no longer there; change it where an application or a config file has it` });
  if (own !== name) report({ service: own, fact: `name ${name}`, outcome: 'approximated', how: `it is ${own} now, and reached by that name`, why: 'names in Stackyard have lower case letters, digits and hyphens' });
  for (const alias of aliases) if (alias !== own) report({ service: own, fact: `alias ${alias}`, outcome: 'approximated', how: `variables that name ${alias} refer to ${own}`, why: 'a service has one name; change it where an application has it built in' });
}
