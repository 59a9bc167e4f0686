import type { ContainerService } from '../../topology/types.ts';
import { resourcesName } from '../kubernetes/init-containers.ts';
import { findWorkload } from '../kubernetes/scope.ts';
import { variableKey } from '../kubernetes/secret-keys.ts';
import { holdsPlainSecret } from '../../topology/secret-judge.ts';
import { allVolumes } from '../kubernetes/workload.ts';
import { kernelKeys, logging, restrictions, userOf } from './container.ts';
import { callsOf, replicasOf } from './declared.ts';
import { filesDigest, mountedConfigs, secretParts, type MountedPart } from './files.ts';
import { healthcheckOf, isAsked } from './healthcheck.ts';
import { imageKeys } from './image.ts';
import type { ComposeScope } from './input.ts';
import { networkNames } from './networks.ts';
import { byName, ordered } from './ordered.ts';
import { composeResources } from './resources.ts';
import { literal, optionalVariable, placedText, requiredVariable } from './text.ts';
import { ADDRESS_VARIABLE, publications, secretVariable } from './variables.ts';

export const FILES_LABEL = 'dev.stackyard.export.files';

/** A service of compose.yaml. */
export function serviceOf(scope: ComposeScope, service: ContainerService): Readonly<Record<string, unknown>> {
  const { name, command, entrypoint, workingDirectory, restart } = service;
  const { shares, deploy } = composeResources(service);
  const { user } = userOf(service);
  return ordered({
    ...imageKeys(scope, service),
    ...present('depends_on', dependencies(scope, service)),
    ...present('volumes', allVolumes(service).map(({ volume, target, readOnly }) => ({ type: 'volume', source: volume, target: literal(target), ...(readOnly ? { read_only: true } : {}) }))),
    ...present('configs', mountedConfigs(scope, service).map(mounted)),
    ...present('secrets', secretParts(service).map(mounted)),
    ...present('environment', environment(scope, service)),
    ...present('ports', publications(service).map(({ name, variable, hostPort, container }) => ({ name, target: container, published: optionalVariable(variable, String(hostPort)), host_ip: optionalVariable(ADDRESS_VARIABLE, '127.0.0.1'), protocol: 'tcp' }))),
    networks: networkNames(scope, name),
    ...present('extra_hosts', extraHosts(service)),
    ...(command === undefined ? {} : { command: command.map((word) => placedText(scope, word)) }),
    ...(entrypoint === undefined ? {} : { entrypoint: entrypoint.map((word) => placedText(scope, word)) }),
    ...(workingDirectory === undefined ? {} : { working_dir: literal(workingDirectory) }),
    restart,
    ...present('healthcheck', healthcheckOf(service) ?? {}),
    logging,
    labels: { ...ownLabels(service), [FILES_LABEL]: filesDigest(scope, service) },
    ...(user === undefined ? {} : { user }),
    ...restrictions,
    cpu_shares: shares,
    deploy: { replicas: replicasOf(scope, service), resources: deploy },
    ...kernelKeys(service),
  });
}

export const mounted = ({ name, target }: MountedPart): Readonly<Record<string, unknown>> => ({ source: name, target: literal(target) });

export interface Wait {
  readonly condition: 'service_healthy' | 'service_started' | 'service_completed_successfully';
}

/** Healthy where it can be asked; and what is declared in it is there. */
export function dependencies(scope: ComposeScope, { uses }: ContainerService): Readonly<Record<string, Wait>> {
  return byName(uses.flatMap((name): readonly (readonly [string, Wait])[] => {
    const used = findWorkload(scope, name);
    if (used === undefined || replicasOf(scope, used) === 0) return [];
    const own = [name, { condition: isAsked(used) ? 'service_healthy' : 'service_started' }] as const;
    return callsOf(scope, used) === undefined ? [own] : [own, [resourcesName(name), { condition: 'service_completed_successfully' }]];
  }));
}

function environment(scope: ComposeScope, service: ContainerService): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(service.environment).map(([name, text]) => [name, holdsPlainSecret(name, text) ? requiredVariable(secretVariable(scope, { service: service.name, key: variableKey(name) })) : placedText(scope, text)]));
}

/** Those with an address; a name such as host-gateway means the developer's machine. */
export function extraHosts({ extraHosts: all }: ContainerService): readonly string[] {
  return all.filter((host) => /:[\d.]+$|:[0-9a-f:]*:[0-9a-f]*$/i.test(host)).map(literal);
}

/** Labels of the engine would make Stackyard take the container for one of its own. */
function ownLabels({ labels }: ContainerService): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => isOwnLabel(key)).map(([key, value]) => [literal(key), literal(value)]));
}

export const isOwnLabel = (key: string): boolean => !/^(?:dev\.stackyard|com\.docker\.compose)\./.test(key) && key !== '';

function present(key: string, value: readonly unknown[] | Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}
