import { referencesIn } from './references.ts';
import type { Port, Text } from './types.ts';

interface Reached {
  readonly ports: Readonly<Record<string, Port>>;
  /** A process listens on this machine itself. */
  readonly isProcess: boolean;
}

/** Whether every port in the text can be reached from this machine: published, or of a process. */
export function isReachableFromHost(text: Text, find: (service: string) => Reached | undefined): boolean {
  return referencesIn(text).every((reference) => {
    const service = reference.to === 'port' ? find(reference.service) : undefined;
    return reference.to !== 'port' || service === undefined || service.isProcess || service.ports[reference.port]?.publish.mode !== 'none';
  });
}
