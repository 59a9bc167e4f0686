import { imagePattern } from '../../topology/image.ts';
import { splitWords } from '../../topology/shell-words.ts';
import { childOf, type MapTree } from '../../topology/yaml-tree.ts';
import type { ComposeProject, ComposeService, Dependency } from '../types.ts';
import { commentOfService, commentsOf } from './comments.ts';
import { mountsOf } from './mounts.ts';
import { exposedPorts, portsOf } from './ports.ts';
import type { Reading } from './read-file.ts';
import { readEnvironment } from './environment.ts';
import { commandAt, listAt, mapEntries, textAt, wordAt } from './words.ts';

/** The merged tree as services with all that is asked of them in one form. Mistakes that Compose itself finds go to `problems`. */
export async function readProject(tree: MapTree, directory: string, reading: Reading): Promise<ComposeProject> {
  const services = new Map<string, ComposeService>();
  for (const [name, value] of mapEntries(childOf(tree, 'services'))) if (value.type === 'map') services.set(name, await readService(name, value, { reading, project: tree }));
  if (services.size === 0) reading.problems.report({ message: 'There is no service.', hint: 'A Compose file needs at least one below services:.', at: reading.origins.at(tree) });
  for (const service of services.values()) {
    checkService(service, services, reading);
    checkDeclared(service, tree, reading);
  }
  return { name: textAt(tree, 'name'), directory, tree, services };
}

async function readService(name: string, tree: MapTree, { reading, project }: { readonly reading: Reading; readonly project: MapTree }): Promise<ComposeService> {
  const { origins } = reading;
  const environment = childOf(tree, 'environment');
  const networks = mapEntries(childOf(tree, 'networks'));
  const { variables, envFiles } = await readEnvironment(tree, reading);
  const replicas = Number(textAt(childOf(tree, 'deploy'), 'replicas') ?? textAt(tree, 'scale') ?? 1);
  return {
    name,
    tree,
    at: origins.at(tree, nameOffset(project, name)),
    comments: commentOfService(childOf(project, 'services'), name, origins),
    keyComments: commentsOf(tree, origins),
    variableComments: environment?.type === 'map' ? commentsOf(environment, origins) : new Map(),
    image: wordAt(tree, 'image', origins),
    command: commandAt(tree, 'command', origins),
    entrypoint: commandAt(tree, 'entrypoint', origins),
    variables,
    envFiles,
    ports: portsOf(tree, reading),
    expose: exposedPorts(tree),
    mounts: mountsOf(tree, reading),
    dependencies: dependenciesOf(tree),
    aliases: [...new Set([textAt(tree, 'container_name') ?? [], textAt(tree, 'hostname') ?? [], networks.flatMap(([, network]) => listAt(network, 'aliases').flatMap((alias) => (alias.type === 'scalar' ? [alias.text] : [])))].flat())].filter((alias) => alias !== name),
    profiles: listAt(tree, 'profiles').flatMap((profile) => (profile.type === 'scalar' ? [profile.text] : [])),
    replicas: Number.isInteger(replicas) ? replicas : 1,
  };
}

function nameOffset(project: MapTree, name: string): number {
  const services = childOf(project, 'services');
  return services?.type === 'map' ? (services.entries.get(name)?.keyOffset ?? 0) : 0;
}

function dependenciesOf(tree: MapTree): readonly Dependency[] {
  const awaited = mapEntries(childOf(tree, 'depends_on')).map(([service, how]): Dependency => {
    const condition = textAt(how, 'condition');
    return { service, condition: condition === 'service_healthy' || condition === 'service_completed_successfully' ? condition : 'service_started', by: 'depends_on', restart: textAt(how, 'restart') === 'true' };
  });
  const links = listAt(tree, 'links').flatMap((link) => (link.type === 'scalar' ? [link.text.split(':')] : []));
  const aliasOf = (service: string): { readonly alias?: string } => {
    const alias = links.find(([name, alias]) => name === service && alias !== undefined && alias !== name)?.[1];
    return alias === undefined ? {} : { alias };
  };
  const linked = links.map(([service = '']): Dependency => ({ service, condition: 'service_started', by: 'links', restart: false, ...aliasOf(service) }));
  return [...awaited.map((each) => ({ ...each, ...aliasOf(each.service) })), ...linked.filter(({ service }) => !awaited.some((each) => each.service === service))];
}

/** What `docker compose config` refuses. */
function checkService(service: ComposeService, services: ReadonlyMap<string, ComposeService>, { problems, origins }: Reading): void {
  const { name, tree } = service;
  const report = (message: string, hint: string, key?: string): void => problems.report({ message, hint, service: name, at: key === undefined ? service.at : origins.at(childOf(tree, key) ?? tree) });
  if (service.image === undefined && childOf(tree, 'build') === undefined && childOf(tree, 'provider') === undefined) report(`${name} has neither image nor build.`, 'Write one of the two.');
  else if (service.image !== undefined && !imagePattern.test(service.image.value)) report(`"${service.image.value.slice(0, 80)}" is no image name.`, 'Write name:tag, such as redis:8.2-alpine.', 'image');
  for (const key of ['command', 'entrypoint']) if (splitWords(textAt(tree, key) ?? '') === undefined) report(`${name}.${key}: a quote is not closed.`, 'Write a list: ["program", "argument"].', key);
  for (const { service: wanted, by } of service.dependencies) {
    if (wanted === name) report(`${name} depends on itself.`, 'Take it out.', by);
    else if (!services.has(wanted)) report(`${name} depends on "${wanted}", which is no service.`, 'Name a service of this project.', by);
  }
  reportLoop(service, services, (loop) => report(`These services wait for each other: ${loop.join(' → ')}.`, 'Take one of these depends_on out.'));
}

/** Volumes, secrets, configs and networks are declared where they are used. */
function checkDeclared({ name, tree, mounts }: ComposeService, project: MapTree, { problems, origins }: Reading): void {
  const expectOne = (word: string, wanted: string): void => {
    if (childOf(childOf(project, word), wanted) !== undefined) return;
    problems.report({ message: `${name} names the ${word.slice(0, -1)} "${wanted.slice(0, 80)}", which is not declared.`, hint: `Declare it below ${word}: at the top level.`, service: name, at: origins.at(childOf(tree, word) ?? tree) });
  };
  for (const { type, source } of mounts) if (type === 'volume' && source !== undefined) expectOne('volumes', source.value);
  for (const word of ['secrets', 'configs']) for (const item of listAt(tree, word)) expectOne(word, item.type === 'scalar' ? item.text : (textAt(item, 'source') ?? ''));
  for (const [network] of mapEntries(childOf(tree, 'networks'))) if (network !== 'default') expectOne('networks', network);
}

function reportLoop({ name }: ComposeService, services: ReadonlyMap<string, ComposeService>, report: (loop: readonly string[]) => void): void {
  const cameFrom = new Map<string, string>();
  const open = [name];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const { service: next } of services.get(current)?.dependencies ?? []) {
      if (next === name && current !== name) {
        const loop = [name];
        for (let each: string | undefined = current; each !== undefined && each !== name; each = cameFrom.get(each)) loop.unshift(each);
        return report([name, ...loop]);
      }
      if (!cameFrom.has(next) && next !== name) {
        cameFrom.set(next, current);
        open.push(next);
      }
    }
  }
}
