import type { ContainerService } from '../../topology/types.ts';
import { imageOf } from '../kubernetes/image.ts';
import { resourcesName } from '../kubernetes/init-containers.ts';
import { digestOf } from '../kubernetes/names.ts';
import { logging, restrictions, userOf } from './container.ts';
import { callsOf, unawaited } from './declared.ts';
import { declaringParts, wordParts } from './files.ts';
import { isAsked } from './healthcheck.ts';
import { imageKeys } from './image.ts';
import type { ComposeScope } from './input.ts';
import { byName, ordered } from './ordered.ts';
import { FILES_LABEL, mounted } from './service.ts';

/** Declares queues, buckets, indexes and databases once its service is healthy, and ends; what waits for the service waits for that too. */
export function declaringService(scope: ComposeScope, service: ContainerService): readonly [name: string, Readonly<Record<string, unknown>>] | undefined {
  const calls = callsOf(scope, service);
  if (calls === undefined) return undefined;
  const parts = declaringParts(scope, service);
  const isPsql = calls.by === 'psql';
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
    deploy: { resources: small },
  })];
}

const small = { limits: { memory: '128M', pids: 128 }, reservations: { cpus: '0.02', memory: '48M' } };

export const AWAITING = 'stackyard-declared';

/**
 * `docker compose up --wait` takes the end of a container for a failure unless some service waits for it. Where none of the stack does, this one
 * does, of which no container is ever made.
 */
export function awaitingService(scope: ComposeScope): readonly [name: string, Readonly<Record<string, unknown>>] | undefined {
  const services = unawaited(scope);
  if (services.length === 0) return undefined;
  return [AWAITING, ordered({
    image: scope.choices.toolImage,
    // It is never run, so nobody needs to have it.
    pull_policy: 'never',
    depends_on: byName(services.map(({ name }) => [resourcesName(name), { condition: 'service_completed_successfully' }] as const)),
    network_mode: 'none',
    restart: 'no',
    logging,
    user: '10001:10001',
    ...restrictions,
    deploy: { replicas: 0, resources: small },
  })];
}

/** Images that compose.yaml names beside those of the services. */
export function toolImages(scope: ComposeScope): readonly string[] {
  return scope.services.some((service) => callsOf(scope, service)?.by === 'http') ? [scope.choices.toolImage] : [];
}

export const hasDigest = (scope: ComposeScope, service: ContainerService): boolean => imageOf(scope, service).includes('@');
