import { posix } from 'node:path';
import type { ContainerService, MountedFile } from '../../topology/types.ts';
import { clusterParts } from './clusters/index.ts';
import type { Scope } from './input.ts';
import { digestOf, headlessName } from './names.ts';
import { operatorOf } from './operators/index.ts';
import { derivationOf, keyOf } from './secret-keys.ts';
import { onceForEach } from './once.ts';
import { isKnownByPods } from './routed.ts';
import { findService, findWorkload } from './scope.ts';
import { escapeDollar, resolverOf, writeText } from './values.ts';

/** A file as the pod gets it. `key` is its name in the ConfigMap, or in the folder of rendered secret files. */
export interface PodFile {
  readonly path: string;
  readonly key: string;
  readonly secret: boolean;
  readonly content: string;
}

/** Files with a folder of their own: the whole folder is mounted, so that a change arrives. */
export const ownFolder = (path: string): boolean => /^\/(?:config|run\/secrets)\/[^/]+$/.test(path);

export const podFiles: (scope: Scope, service: ContainerService) => readonly PodFile[] = onceForEach((scope: Scope, service: ContainerService) => {
  // Its operator writes them.
  if (operatorOf(scope, service) !== undefined) return [];
  const { files, texts } = clusterParts(scope, service);
  const own = service.files.map((file) => {
    const content = file.secret ? secretTemplate(scope, file) : plainContent(scope, service, file);
    const text = texts[file.path]?.(content) ?? content;
    return { path: file.path, key: fileKey(service, file.path), secret: file.secret, content: text };
  });
  return [...own, ...files.map((file) => ({ ...file, key: posix.basename(file.path) }))];
});

/** The file's own name, unless another file of the service has it too, or it has characters that are not everywhere allowed. */
export function fileKey({ files }: ContainerService, path: string): string {
  const name = posix.basename(path);
  const clean = name.replaceAll(/[^A-Za-z0-9._-]/g, '-');
  const isAlone = clean === name && files.filter((each) => posix.basename(each.path) === name).length === 1;
  return isAlone ? clean : `${digestOf(path).slice(0, 6)}-${clean}`;
}

function plainContent(scope: Scope, service: ContainerService, { content }: MountedFile): string {
  const isNginx = service.kind === 'nginx';
  // nginx asks the name server by itself, which knows full names only; the other proxies search as the system does.
  const resolver = resolverOf(scope, () => '', isNginx);
  const host = (name: string): string => {
    const target = findWorkload(scope, name);
    return service.kind === 'envoy' && target !== undefined && isKnownByPods(scope, target) ? headlessName(name) : resolver.host(name);
  };
  const text = writeText(content, { ...resolver, host }, (literal) => literal);
  return isNginx ? text.replace(/\bresolver 127\.0\.0\.11 /, `resolver ${scope.choices.dnsService}.svc.${scope.choices.clusterDomain} `) : text;
}

/** `[[cache/PASSWORD]]` for what the pod fills in, `[[[[` for two brackets of the text itself. */
function secretTemplate(scope: Scope, { content }: MountedFile): string {
  const resolver = resolverOf(scope, ({ to, service, key }) => {
    const derivation = to === 'derived' ? derivationOf(findService(scope, service), key) : undefined;
    if (derivation === undefined) return `[[${service}/${keyOf({ to, service, key })}]]`;
    return `[[${service}/${keyOf({ to: 'secret', service, key: derivation.of })} ${derivation.by}]]`;
  });
  return escapeDollar(writeText(content, resolver, (literal) => literal.replaceAll('[[', '[[[[')));
}
