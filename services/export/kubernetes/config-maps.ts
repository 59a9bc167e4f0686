import { podFiles } from './files.ts';
import { resourcesName, TOOLS } from './init-containers.ts';
import type { Scope } from './input.ts';
import { once } from './once.ts';
import { operatorOf } from './operators/index.ts';
import { resourceFiles } from './resource-files.ts';
import { tools } from './tools/index.ts';
import { configName } from './volumes.ts';

export interface ConfigMapFiles {
  readonly name: string;
  /** Folder of the export below `base/`, in which each key is a file. */
  readonly folder: string;
  readonly data: Readonly<Record<string, string>>;
  /** Tells checkers what looks like a secret and is none. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** None of these files has a secret in it: those are files of Secrets, or written in the pod (`[[service/KEY]]`). */
const waivers = {
  'lint.stackyard.dev/config-map-personal': 'configuration and programs: words like key, and addresses of members, are no personal data',
  'lint.stackyard.dev/config-map-secret': 'configuration and programs: secrets are named in it, never written',
};

/** Every ConfigMap that a pod of this environment mounts. */
export const configMapsOf: (scope: Scope) => readonly ConfigMapFiles[] = once((scope: Scope) => {
  const all = scope.services.flatMap((service) => [
    { name: configName(service.name), folder: `${service.name}/config`, data: Object.fromEntries(podFiles(scope, service).filter(({ secret }) => !secret).map(({ key, content }) => [key, content.endsWith('\n') ? content : `${content}\n`])) },
    { name: resourcesName(service.name), folder: `${service.name}/resources`, data: resourceFiles(scope, service) },
  ]);
  const needsTools = scope.services.some((service) => (service.uses.length > 0 && operatorOf(scope, service) === undefined) || podFiles(scope, service).some(({ secret }) => secret) || scope.calls[service.name]?.by === 'http');
  const found = [...all.filter(({ data }) => Object.keys(data).length > 0), ...(needsTools ? [{ name: TOOLS, folder: 'tools', data: tools }] : [])];
  return found.map((each) => ({ ...each, annotations: waivers }));
});
