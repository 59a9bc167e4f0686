import { posix } from 'node:path';
import type { ContainerService } from '../../topology/types.ts';
import { podFiles } from './files.ts';
import { gatesOf, type Gate } from './gates.ts';
import { pullPolicy } from './image.ts';
import type { Scope } from './input.ts';
import { toolResources } from './resources.ts';
import { secretVolume } from './secret-volume.ts';
import { toolSecurity } from './security.ts';
import type { Volume, VolumeMount } from './volumes.ts';

export const TOOLS = 'stackyard-tools';
export const resourcesName = (service: string): string => `${service}-resources`;

export interface Preparation {
  readonly containers: readonly Readonly<Record<string, unknown>>[];
  readonly volumes: readonly Volume[];
}

const toolsMount: VolumeMount = { name: 'tools', mountPath: '/stackyard/tools', readOnly: true };

/** Written secret files first, then the waits: what runs before a service's own container. */
export function preparationOf(scope: Scope, service: ContainerService): Preparation {
  const secretFiles = podFiles(scope, service).filter(({ secret }) => secret);
  const gates = gatesOf(scope, service);
  if (secretFiles.length === 0 && gates.length === 0) return { containers: [], volumes: [] };
  const named = [...new Set(secretFiles.flatMap(({ content }) => [...content.matchAll(/\[\[([a-z0-9-]+)\//g)].map(([, name = '']) => name)))];
  const asked = gates.filter(({ hasResources }) => hasResources);
  const secrets = [...new Set([...named, ...asked.filter((gate) => needsSecret(scope, gate)).map((gate) => gate.service.name)])];
  return {
    containers: [
      ...(secretFiles.length === 0 ? [] : [writer(scope, { args: secretFiles.flatMap(({ key, content }) => [`/stackyard/files/${key}`, content]), secrets: named })]),
      ...(gates.length === 0 ? [] : [waiter(scope, gates)]),
    ],
    volumes: [
      toolsVolume(),
      ...secrets.map((name) => secretVolume(scope, name)),
      ...asked.map((gate) => ({ name: `resources-${gate.service.name}`, configMap: { name: resourcesName(gate.service.name) } })),
    ],
  };
}

export const toolsVolume = (): Volume => ({ name: 'tools', configMap: { name: TOOLS } });

function needsSecret({ calls }: Scope, { service }: Gate): boolean {
  const found = calls[service.name];
  return found?.by === 'http' && found.sign !== 'none';
}

function writer(scope: Scope, { args, secrets }: { readonly args: readonly string[]; readonly secrets: readonly string[] }): Readonly<Record<string, unknown>> {
  return toolContainer(scope, { name: 'write-secret-files', args: ['/stackyard/tools/write-files.mjs', ...args], mounts: [{ name: 'secret-files', mountPath: '/stackyard/files' }, ...secrets.map(secretMount)] });
}

function waiter(scope: Scope, gates: readonly Gate[]): Readonly<Record<string, unknown>> {
  const asked = gates.filter(({ hasResources }) => hasResources);
  const args = ['/stackyard/tools/wait.mjs', ...gates.map((gate) => `${gate.service.name}:${gate.port}`), ...asked.map((gate) => `/stackyard/resources/${gate.service.name}/resources.json`)];
  const mounts = asked.flatMap((gate) => [{ name: `resources-${gate.service.name}`, mountPath: posix.join('/stackyard/resources', gate.service.name), readOnly: true as const }, ...(needsSecret(scope, gate) ? [secretMount(gate.service.name)] : [])]);
  return toolContainer(scope, { name: 'wait-for-uses', args, mounts });
}

export const secretMount = (service: string): VolumeMount => ({ name: `secrets-${service}`, mountPath: `/stackyard/secrets/${service}`, readOnly: true });

export function toolContainer(scope: Scope, { name, args, mounts }: { readonly name: string; readonly args: readonly string[]; readonly mounts: readonly VolumeMount[] }): { readonly image: string } & Readonly<Record<string, unknown>> {
  return { name, image: scope.choices.toolImage, imagePullPolicy: pullPolicy(scope), command: ['node'], args, resources: toolResources, securityContext: toolSecurity, volumeMounts: [toolsMount, ...mounts] };
}
