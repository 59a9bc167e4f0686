import { StackyardError } from '../contract/errors.ts';
import { buildContainer } from './build-container.ts';
import { checkScale, commonOf } from './build-common.ts';
import { buildProcess } from './build-process.ts';
import { checkSource } from './check-source.ts';
import { filesOf } from './config-files.ts';
import type { Offer, StackSource } from './draft.ts';
import { readDotenv } from './environment.ts';
import { checkGraph, inOrderOfUse } from './graph.ts';
import { addHostGateway } from './host-gateway.ts';
import { checkHostPorts } from './host-ports.ts';
import type { Environment } from './interpolate.ts';
import { interpolateTree } from './interpolate-tree.ts';
import type { FindKind } from './kind-shape.ts';
import { makeOffers, type Offers } from './offer.ts';
import { parseYaml } from './parse-yaml.ts';
import { createProblems, type Problems } from './problems.ts';
import { readDrafts } from './read-drafts.ts';
import { readFile } from './read-file.ts';
import type { StackReader } from './reader.ts';
import { readHead, type StackHead } from './stack-file.ts';
import type { Service, Topology } from './types.ts';
import { treeAt } from './yaml-tree.ts';

export interface LoadOptions {
  /** stackyard.yaml or its folder. */
  readonly file: string;
  readonly reader: StackReader;
  readonly kinds: FindKind;
  /** Built-in catalogs; the stack's own `.stackyard/templates` comes before them. */
  readonly templateRoots: readonly string[];
  /** For `${VAR}`; wins over the `.env` file beside the stack file. */
  readonly environment: Environment;
}

/**
 * stackyard.yaml and templates → Topology. Throws INVALID_STACK at the first mistake of the file with the others as
 * `related` (20 at most), and NOT_FOUND where there is no stack file. Reads only; the same files give the same topology.
 */
export async function loadStack(options: LoadOptions): Promise<Topology> {
  const problems = createProblems();
  const stack = await openStack(options, problems);
  problems.throwIfAny();
  const head = stack === undefined ? undefined : readHead(stack);
  if (stack === undefined || head === undefined) {
    problems.throwIfAny();
    throw new StackyardError('INVALID_STACK', `${options.file} holds no services.`, { hint: 'Write at least one below services:.' });
  }
  const topology = await resolveStack(head, stack, options);
  problems.throwIfAny();
  return topology;
}

async function openStack({ file: wanted, reader, environment }: LoadOptions, problems: Problems): Promise<StackSource | undefined> {
  // A folder that has the file's name stands in its place, and is told so.
  const isFolder = !/(?:^|[\\/])stackyard\.yaml$/.test(wanted) && (await reader.kindOf(wanted)) === 'directory';
  const file = isFolder ? reader.resolve(wanted, 'stackyard.yaml') : reader.resolve(wanted, '.');
  const directory = isFolder ? reader.resolve(wanted, '.') : reader.resolve(file, '..');
  const read = await readFile(file, { reader, problems });
  if (read === undefined) throw new StackyardError('NOT_FOUND', `There is no stack file at ${file}.`, { hint: 'Write it there, or name the file or folder where it is.' });
  const parsed = read.usable ? parseYaml({ file, text: read.text, needs: 'It needs at least `services:` with one service.' }, problems) : undefined;
  if (parsed === undefined) return undefined;
  const dotenv = reader.resolve(directory, '.env');
  const variables = (await reader.kindOf(dotenv)) === 'file' ? await readFile(dotenv, { reader, problems }) : undefined;
  const values = variables === undefined ? {} : readDotenv({ file: dotenv, text: variables.text }, { environment, problems });
  const merged: Environment = { ...values, ...environment };
  return { source: interpolateTree(parsed, merged, problems), problems, directory, reader, environment: merged };
}

async function resolveStack(head: StackHead, stack: StackSource, options: LoadOptions): Promise<Topology> {
  const templateRoots = [stack.reader.resolve(stack.directory, '.stackyard/templates'), ...options.templateRoots];
  const drafts = await readDrafts(head.services, stack, { templateRoots, kinds: options.kinds });
  for (const draft of drafts) checkSource(draft, treeAt(stack.source.root, ['services', draft.name, 'options']) !== undefined, stack);
  checkGraph(head.services, stack);
  // What follows looks services up by name: with one missing it would only repeat the mistakes.
  stack.problems.throwIfAny();
  const offers = makeOffers(inOrderOfUse(drafts), stack);
  const ordered = drafts.flatMap((draft) => offers.get(draft.name) ?? []);
  checkHostPorts(ordered, stack);
  const services: Record<string, Service> = {};
  for (const offer of ordered) services[offer.name] = await buildService(offer, offers, stack);
  const topology: Topology = { name: head.name, ...(head.namedByVariable ? { namedByVariable: true } : {}), directory: stack.directory, file: stack.source.file, services: addHostGateway(services), ...(head.registry === undefined ? {} : { registry: head.registry }), ...(head.export === undefined ? {} : { export: head.export }) };
  stack.problems.throwIfAny();
  return { ...topology, services: addFiles(topology, offers, stack) };
}

async function buildService(offer: Offer, offers: Offers, stack: StackSource): Promise<Service> {
  const common = await commonOf(offer, offers, stack);
  if (offer.input.run !== undefined) return buildProcess({ offer, common }, stack);
  const service = await buildContainer({ offer, offers, common }, stack);
  checkScale(offer, service, stack);
  return service;
}

function addFiles(topology: Topology, offers: Offers, stack: StackSource): Topology['services'] {
  return Object.fromEntries(
    Object.entries(topology.services).map(([name, service]) => {
      const offer = offers.get(name);
      if (service.type === 'process' || offer === undefined) return [name, service];
      return [name, { ...service, files: filesOf({ offer, service, topology }, stack) }];
    }),
  );
}
