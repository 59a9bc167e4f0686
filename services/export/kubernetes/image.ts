import type { ContainerService } from '../../topology/types.ts';
import type { Scope } from './input.ts';
import { operatorOf } from './operators/index.ts';

/** With the registry's name, since not every cluster looks where Docker does, and the digest of the lock where there is one; an operator's own image. */
export function imageOf(scope: Scope, service: ContainerService): string {
  const operated = scope.choices.images[service.name] === undefined ? operatorOf(scope, service)?.image?.(service) : undefined;
  return operated ?? usualImage(scope, service);
}

/** For what runs beside a service and needs its clients: the image of the stack, whatever its operator runs. */
export function usualImage(scope: Scope, service: ContainerService): string {
  const { image } = service;
  const pushed = scope.choices.images[service.name];
  if (image.from === 'build') return pushed ?? builtImage(scope.topology.name, service.name);
  const reference = pushed ?? image.reference;
  const digest = reference.includes('@') ? undefined : scope.digests[image.reference];
  return digest === undefined || pushed !== undefined ? fullName(reference) : `${fullName(reference)}@${digest}`;
}

/** A name for an image that only the user can build and push; `kustomize edit set image` replaces it. */
export function builtImage(stack: string, service: string): string {
  return `registry.example.com/${stack}/${service}:1.0.0`;
}

function fullName(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const hasRegistry = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  if (hasRegistry) return reference;
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${reference}`;
}

/** Tags move and registries answer quickly for what a node has; on a developer's cluster images are often loaded by hand. */
export function pullPolicy({ environment }: Pick<Scope, 'environment'>): 'Always' | 'IfNotPresent' {
  return environment === 'dev' ? 'IfNotPresent' : 'Always';
}
