import { materialize, type Resolver } from '../../topology/materialize.ts';
import type { Text } from '../../topology/types.ts';
import type { Scope } from './input.ts';
import { findService } from './scope.ts';

/** Kubernetes replaces `$(NAME)` in variables, commands and arguments, and takes `$$` for a dollar sign. */
export function escapeDollar(text: string): string {
  return text.replaceAll(/\$(?=[$(])/g, '$$$$');
}

/** Addresses as pods see them; secrets as `secretWord` writes them. */
export function resolverOf(scope: Scope, secretWord: (reference: { readonly to: 'secret' | 'derived'; readonly service: string; readonly key: string }) => string, fullNames = false): Resolver {
  return {
    host: (name) => (fullNames ? `${name}.${scope.namespace}.svc.${scope.choices.clusterDomain}` : name),
    port: (name, port) => findService(scope, name)?.ports[port]?.container ?? 0,
    secret: (service, key) => secretWord({ to: 'secret', service, key }),
    derived: (service, key) => secretWord({ to: 'derived', service, key }),
  };
}

/** Replaces references, and escapes what stands around them with `escape`; answers are not escaped. */
export function writeText(text: Text, resolver: Resolver, escape: (literal: string) => string): string {
  const answers: string[] = [];
  const keep = (answer: string): string => `\u0000${answers.push(answer) - 1}\u0000`;
  const marked = materialize(text.replaceAll('\u0000', ''), {
    host: (service) => keep(resolver.host(service)),
    port: (service, port) => keep(String(resolver.port(service, port))) as unknown as number,
    secret: (service, key) => keep(resolver.secret(service, key)),
    derived: (service, key) => keep(resolver.derived(service, key)),
  });
  // eslint-disable-next-line no-control-regex
  return marked.split(/\u0000(\d+)\u0000/).map((part, index) => (index % 2 === 0 ? escape(part) : (answers[Number(part)] ?? ''))).join('');
}
