import { podFiles } from './files.ts';
import { resourcesName, TOOLS } from './init-containers.ts';
import type { Scope } from './input.ts';
import { resourceFiles } from './resource-files.ts';
import { tools } from './tools/index.ts';
import { configName } from './volumes.ts';

export interface ConfigMapFiles {
  readonly name: string;
  /** Folder of the export below `base/`, in which each key is a file. */
  readonly folder: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Every ConfigMap that a pod of this environment mounts. */
export function configMapsOf(scope: Scope): readonly ConfigMapFiles[] {
  const all = scope.services.flatMap((service) => [
    { name: configName(service.name), folder: `${service.name}/config`, data: Object.fromEntries(podFiles(scope, service).filter(({ secret }) => !secret).map(({ key, content }) => [key, content.endsWith('\n') ? content : `${content}\n`])) },
    { name: resourcesName(service.name), folder: `${service.name}/resources`, data: resourceFiles(scope, service) },
  ]);
  const needsTools = scope.services.some((service) => service.uses.length > 0 || service.files.some(({ secret }) => secret) || scope.calls[service.name]?.by === 'http');
  return [...all.filter(({ data }) => Object.keys(data).length > 0), ...(needsTools ? [{ name: TOOLS, folder: 'tools', data: tools }] : [])];
}
