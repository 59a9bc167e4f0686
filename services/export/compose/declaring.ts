import type { ContainerService } from '../../topology/types.ts';
import { imageOf } from '../kubernetes/image.ts';
import { resourcesName } from '../kubernetes/init-containers.ts';
import { digestOf } from '../kubernetes/names.ts';
import { logging, restrictions, userOf } from './container.ts';
import { declaringParts, wordParts } from './files.ts';
import { isAsked } from './healthcheck.ts';
import { imageKeys } from './image.ts';
import type { ComposeScope } from './input.ts';
import { ordered } from './ordered.ts';
import { FILES_LABEL, mounted } from './service.ts';

/** Declares queues, buckets, indexes and databases once its service is healthy, and ends; what waits for the service waits for that too. */
export function declaringService(scope: ComposeScope, service: ContainerService): readonly [name: string, Readonly<Record<string, unknown>>] | undefined {
  const parts = declaringParts(scope, service);
  if (parts.length === 0) return undefined;
  const isPsql = scope.calls[service.name]?.by === 'psql';
  const folder = `/stackyard/resources/${service.name}`;
  const words = wordParts(scope, service);
  const { image } = isPsql ? imageKeys(scope, service) : { image: scope.choices.toolImage };
  return [resourcesName(service.name), ordered({
    image,
    depends_on: { [service.name]: { condition: isAsked(service) ? 'service_healthy' : 'service_started' } },
    configs: parts.map(mounted),
    ...(words.length === 0 ? {} : { secrets: words.map(mounted) }),
    // Where its service is, so that nothing else can be reached from here.
    network_mode: `service:${service.name}`,
    entrypoint: isPsql ? ['sh', `${folder}/declare.sh`] : ['node', '/stackyard/tools/declare.mjs', `${folder}/resources.json`],
    restart: 'no',
    logging,
    labels: { [FILES_LABEL]: digestOf(JSON.stringify(parts.map(({ target, text }) => [target, text]))).slice(0, 12) },
    user: (isPsql ? userOf(service).user : undefined) ?? '10001:10001',
    ...restrictions,
    deploy: { resources: { limits: { memory: '128M', pids: 128 }, reservations: { cpus: '0.02', memory: '48M' } } },
  })];
}

/** Images that compose.yaml names beside those of the services. */
export function toolImages(scope: ComposeScope): readonly string[] {
  return scope.services.some(({ name }) => scope.calls[name]?.by === 'http') ? [scope.choices.toolImage] : [];
}

export const hasDigest = (scope: ComposeScope, service: ContainerService): boolean => imageOf(scope, service).includes('@');
