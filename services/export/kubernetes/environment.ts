import { referencesIn } from '../../topology/references.ts';
import type { ContainerService, Text } from '../../topology/types.ts';
import { variableName } from '../../topology/variable-name.ts';
import { clusterOf, clusterParts } from './clusters/index.ts';
import type { Scope } from './input.ts';
import { onceForEach } from './once.ts';
import { isSecretReference, keyOf, secretPlace, secretsIn, variableKey, type SecretPlace } from './secret-keys.ts';
import { holdsPlainSecret } from '../../topology/secret-judge.ts';
import { escapeDollar, resolverOf, writeText } from './values.ts';

export type EnvironmentVariable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: { readonly fieldRef: { readonly fieldPath: string } } }
  | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: SecretPlace } };

type SecretOf = { readonly service: string; readonly key: string };

const fromSecret = (scope: Scope, name: string, { service, key }: SecretOf): EnvironmentVariable => ({ name, valueFrom: { secretKeyRef: secretPlace(scope, service, key) } });

/** The variables of a service's container; those from Secrets first, since `$(NAME)` sees only what stands before it. */
export const environmentOf: (scope: Scope, service: ContainerService) => readonly EnvironmentVariable[] = onceForEach((scope: Scope, service: ContainerService) => {
  const own = Object.entries(service.environment);
  const direct = own.flatMap(([name, text]) => {
    if (holdsPlainSecret(name, text)) return [fromSecret(scope, name, { service: service.name, key: variableKey(name) })];
    const only = onlySecret(text);
    return only === undefined ? [] : [fromSecret(scope, name, only)];
  });
  const named = new Set(direct.map(({ name }) => name));
  const within = [...own.filter(([name]) => !named.has(name)).map(([, text]) => text), ...(service.entrypoint ?? []), ...(service.command ?? [])];
  const extra = secretsIn(within).filter((secret) => !direct.some((each) => isSame(scope, each, secret))).map((secret) => fromSecret(scope, extraName(secret, service), secret));
  const sources = [...direct, ...extra];
  const resolver = textResolver(scope, sources);
  const cluster = Object.entries(clusterParts(scope, service).variables).map(([name, value]) => ({ name, value }));
  const replaced = new Set(cluster.map(({ name }) => name));
  const plain = own.filter(([name]) => !named.has(name) && !replaced.has(name)).map(([name, text]) => ({ name, value: writeText(text, resolver, escapeDollar) }));
  const isMember = (clusterOf(scope, service)?.members ?? 1) > 1;
  const member: readonly EnvironmentVariable[] = isMember ? [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] : [];
  return [...member, ...sources, ...plain, ...cluster];
});

/** Words of a command, in which secrets stand as `$(NAME)` of the container's variables. */
export function wordsOf(scope: Scope, { words, variables }: { readonly words: readonly Text[]; readonly variables: readonly EnvironmentVariable[] }): readonly string[] {
  const resolver = textResolver(scope, variables);
  return words.map((word) => writeText(word, resolver, escapeDollar));
}

function textResolver(scope: Scope, sources: readonly EnvironmentVariable[]): ReturnType<typeof resolverOf> {
  return resolverOf(scope, (reference) => `$(${sources.find((each) => isSame(scope, each, { service: reference.service, key: keyOf(reference) }))?.name ?? ''})`);
}

function isSame(scope: Scope, variable: EnvironmentVariable, { service, key }: SecretOf): boolean {
  const place = secretPlace(scope, service, key);
  return 'valueFrom' in variable && 'secretKeyRef' in variable.valueFrom && variable.valueFrom.secretKeyRef.name === place.name && variable.valueFrom.secretKeyRef.key === place.key;
}

/** `CACHE_PASSWORD` unless the service has a variable of that name already. */
function extraName({ service, key }: SecretOf, { environment }: ContainerService): string {
  const name = variableName(service, key);
  return Object.hasOwn(environment, name) ? `STACKYARD_${name}` : name;
}

function onlySecret(text: Text): SecretOf | undefined {
  const [reference, ...others] = referencesIn(text);
  if (reference === undefined || others.length > 0 || !isSecretReference(reference) || !/^\$\{\{[^}]*\}\}$/.test(text)) return undefined;
  return { service: reference.service, key: keyOf(reference) };
}
