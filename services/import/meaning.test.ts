import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeReader } from '../core/node-reader.ts';
import { openSession } from '../core/session.ts';
import { resolveVariables } from '../topology/environment-contract.ts';
import { referencesIn } from '../topology/references.ts';
import type { Service, Text, Topology } from '../topology/types.ts';
import { importCompose } from './index.ts';
import { readCompose } from './read-compose.ts';
import { hostNames, stackNames } from './stack/names.ts';
import type { ComposeProject, ComposeService } from './types.ts';

const root = join(import.meta.dirname, 'examples');
const session = openSession({ environment: { STACKYARD_HOME: '/nowhere', HOME: '/root' }, resourcesDirectory: join(import.meta.dirname, '..', '..') });
afterAll(() => session[Symbol.asyncDispose]());

interface Pair {
  readonly project: ComposeProject;
  readonly topology: Topology;
  readonly pairs: readonly (readonly [ComposeService, Service])[];
}

async function imported(name: string): Promise<Pair> {
  const request = { directory: join(root, name), reader: nodeReader, environment: {} };
  const { project } = await readCompose(request);
  const topology = await session.loadText(join(root, name, 'stackyard.yaml'), (await importCompose(request)).text);
  const names = stackNames(project);
  const pairs = [...project.services.values()].flatMap((service) => {
    const found = topology.services[names.get(service.name) ?? ''];
    return found === undefined ? [] : [[service, found] as const];
  });
  return { project, topology, pairs };
}

const lookups = { hostPort: () => undefined, secret: () => 'SECRET', derived: () => 'DERIVED' };
/** Passwords differ on purpose; who logs in with a template's own user has that one's name. */
const holdsLogin = (text: Text): boolean => referencesIn(text).some(({ to }) => to === 'secret') || text === 'app';
const withoutLogin = (text: string): string => text.replace(/(:\/\/)[^/@\s]*@/, '$1');

describe.each(readdirSync(root))('%s means the same', (name) => {
  it('every service is there, but for those whose whole work a template does', async () => {
    const { project, topology, pairs } = await imported(name);
    const missing = [...project.services.keys()].filter((service) => !pairs.some(([source]) => source.name === service));
    expect(missing).toEqual(name === 'minio-app' ? ['makebuckets'] : []);
    expect(Object.keys(topology.services)).toHaveLength(pairs.length);
  });

  it('a container finds the same values in its variables', async () => {
    const { project, topology, pairs } = await imported(name);
    const hosts = hostNames(project);
    const names = stackNames(project);
    // What a service is called from outside of it: its name in the stack.
    const renamed = (value: string): string => [...hosts].filter(([host, service]) => host !== names.get(service)).reduce((text, [host, service]) => text.replaceAll(new RegExp(`(?<=[/@,=(]|^)${host.replaceAll('.', '\\.')}(?=[:/,]|$)`, 'g'), names.get(service) ?? ''), value);
    const [now, before]: [string[], string[]] = [[], []];
    for (const [source, service] of pairs) {
      if (service.template !== undefined) continue;
      const found = resolveVariables(service.environment, { topology, context: 'container' }, lookups);
      for (const { name: variable, word } of source.variables.values()) {
        const text = service.environment[variable] ?? '';
        if (word === undefined || referencesIn(text).some(({ to }) => to === 'derived')) continue;
        const isPlain = referencesIn(text).length === 0 && text !== 'app';
        // What may be a secret is not copied out of a file that Stackyard does not read.
        const wanted = variable === 'ADMINER_TOKEN' ? '' : isPlain ? word.value : renamed(word.value);
        if (holdsLogin(text) && !word.value.includes('://')) continue;
        // The url of Redis has its database 0 where none was said.
        const shown = (value: string): string => `${source.name} ${variable}=${holdsLogin(text) ? withoutLogin(value).replace(/\/0?$/, '') : value}`;
        now.push(shown(found[variable] ?? ''));
        before.push(shown(wanted));
      }
    }
    expect(now).toEqual(before);
  });

  it('a service waits for all that it waited for, and listens where it listened', async () => {
    const { project, pairs } = await imported(name);
    const names = stackNames(project);
    for (const [source, service] of pairs) {
      const awaited = source.dependencies.map(({ service: target }) => (target === 'makebuckets' ? 'minio' : (names.get(target) ?? target)));
      expect([...service.uses, ...service.routesTo]).toEqual(expect.arrayContaining(awaited));
      const published = source.ports.filter(({ protocol, target }) => protocol === 'tcp' && target !== 9300).map(({ published: port }) => port);
      const found = Object.values(service.ports).flatMap(({ publish }) => (publish.mode === 'fixed' ? publish.hostPort : publish.mode === 'auto' ? undefined : []));
      expect(found).toEqual(expect.arrayContaining(source.replicas > 1 ? [] : published));
      for (const { publish } of Object.values(service.ports)) expect(publish.mode === 'fixed' ? publish.hostIp : '127.0.0.1').toBe('127.0.0.1');
    }
  });

  it('a service of its own runs the same image with the same mounts', async () => {
    const { pairs } = await imported(name);
    for (const [source, service] of pairs) {
      if (service.template !== undefined || service.type !== 'container') continue;
      if (service.image.from === 'registry') expect(service.image.reference).toBe(source.image?.value);
      const targets = source.mounts.filter(({ type }) => type !== 'tmpfs' && type !== 'other').map(({ target }) => target);
      expect(service.mounts.map(({ target }) => target)).toEqual(expect.arrayContaining(targets));
    }
  });
});
