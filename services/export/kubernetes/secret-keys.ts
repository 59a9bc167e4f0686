import { referencesIn, type Reference } from '../../topology/references.ts';
import type { ContainerService, Service, Text } from '../../topology/types.ts';
import { holdsPlainSecret } from '../../topology/secret-judge.ts';
import { clusterParts } from './clusters/index.ts';
import type { Scope } from './input.ts';
import { constantCase } from './names.ts';
import { once, onceForEach } from './once.ts';
import { operatorNamed, operatorOf } from './operators/index.ts';
import { findService } from './scope.ts';

/** A key of a service's Secret: what stands in it, for a person. */
export interface SecretKey {
  readonly key: string;
  readonly what: string;
}

type SecretReference = Extract<Reference, { readonly to: 'secret' | 'derived' }>;

export const secretName = (service: string): string => `${service}-secrets`;

/** A key of a Secret in the cluster. */
export interface SecretPlace {
  readonly name: string;
  readonly key: string;
}

/** Where a key of a service is found: in its Secret, or in that which its operator makes. */
export function secretPlace(scope: Pick<Scope, 'choices' | 'topology'>, service: string, key: string): SecretPlace {
  const made = operatorNamed(scope, service)?.secret;
  const own = made?.keys[key];
  return made === undefined || own === undefined ? { name: secretName(service), key } : { name: `${service}${made.ending}`, key: own };
}

/** Under which key of its service's Secret a reference is found. */
export function keyOf({ to, key }: SecretReference): string {
  return to === 'secret' ? constantCase(key) : `DERIVED_${constantCase(key)}`;
}

export const variableKey = (variable: string): string => `ENV_${constantCase(variable)}`;

export function isSecretReference(reference: Reference): reference is SecretReference {
  return reference.to === 'secret' || reference.to === 'derived';
}

/** Where a kind's derived values can be computed in the pod, from which secret. */
const derivations: Readonly<Record<string, Readonly<Record<string, { readonly by: 'rabbitmq'; readonly of: string }>>>> = {
  rabbitmq: { passwordHash: { by: 'rabbitmq', of: 'password' } },
};

export function derivationOf(service: Service | undefined, key: string): { readonly by: 'rabbitmq'; readonly of: string } | undefined {
  return derivations[service?.kind ?? '']?.[key];
}

/** Every key of a service's Secret: its declared secrets, derived values that somebody asks for, plain secrets of its variables and resources. */
export const secretKeysOf: (scope: Scope, service: ContainerService) => readonly SecretKey[] = onceForEach((scope: Scope, service: ContainerService) => {
  const operator = operatorOf(scope, service);
  const declared = Object.keys(service.secrets).map((key) => ({ key: constantCase(key), what: `secret ${key} of ${service.name}` })).filter(({ key }) => operator?.secret?.keys[key] === undefined);
  const variables = operator !== undefined ? [] : Object.entries(service.environment).flatMap(([name, text]) => (holdsPlainSecret(name, text) ? [{ key: variableKey(name), what: `variable ${name} of ${service.name}` }] : []));
  const derived = (derivedOf(scope).get(service.name) ?? []).map((reference) => ({ key: keyOf(reference), what: `derived value ${reference.key} of ${service.name}` }));
  const all = [...declared, ...variables, ...derived, ...resourceKeys(scope, service), ...clusterParts(scope, service).secretKeys];
  return [...new Map(all.map((each) => [each.key, each])).values()];
});

const derivedOf = once((scope: Scope) => Map.groupBy(scope.services.flatMap((each) => givenDerived(scope, each)), ({ service }) => service));

/** Derived values that must be given: those in files are computed in the pod where we know how. */
function givenDerived({ topology }: Scope, { environment, command = [], entrypoint = [], files }: ContainerService): readonly SecretReference[] {
  const direct = [...Object.values(environment), ...command, ...entrypoint].flatMap((text) => referencesIn(text));
  const inFiles = files.flatMap(({ content }) => referencesIn(content)).filter((reference) => reference.to === 'derived' && derivationOf(findService({ topology }, reference.service), reference.key) === undefined);
  return [...direct, ...inFiles].filter(isSecretReference).filter(({ to }) => to === 'derived');
}

function resourceKeys({ calls }: Scope, { name }: ContainerService): readonly SecretKey[] {
  const found = new Set<string>();
  const search = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('secretKey' in value && typeof value.secretKey === 'string') found.add(value.secretKey);
    for (const each of Object.values(value)) search(each);
  };
  search(calls[name]);
  return [...found].map((key) => ({ key, what: `${key.toLowerCase().replaceAll('_', ' ')} of ${name}` }));
}

/** Secrets that a text names, as service and key. */
export function secretsIn(texts: readonly Text[]): readonly { readonly service: string; readonly key: string }[] {
  const found = texts.flatMap((text) => referencesIn(text)).filter(isSecretReference).map((reference) => ({ service: reference.service, key: keyOf(reference) }));
  return [...new Map(found.map((each) => [`${each.service}/${each.key}`, each])).values()];
}
