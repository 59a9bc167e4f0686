import { replaceReferences } from './references.ts';
import type { Text } from './types.ts';

/** Answers the four references for one asker. Each may throw a StackyardError where it has no answer. */
export interface Resolver {
  host(service: string): string;
  port(service: string, port: string): number;
  secret(service: string, key: string): string;
  derived(service: string, key: string): string;
}

/** Text with every reference answered. Text without references comes back unchanged; answers are not searched again. */
export function materialize(text: Text, resolver: Resolver): string {
  return replaceReferences(text, (reference) => {
    switch (reference.to) {
      case 'host':
        return resolver.host(reference.service);
      case 'port':
        return String(resolver.port(reference.service, reference.port));
      case 'secret':
        return resolver.secret(reference.service, reference.key);
      case 'derived':
        return resolver.derived(reference.service, reference.key);
    }
  });
}
