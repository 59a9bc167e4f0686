import { StackyardError } from '../contract/errors.ts';
import { openSecrets } from '../store/index.ts';
import type { Topology } from '../topology/types.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Session } from './session.ts';

/** The secrets of one stack: generated ones from the 0600 file, given ones from stackyard.yaml, derived ones from the kinds. */
export interface StackSecrets {
  readonly notices: readonly string[];
  readonly secret: (service: string, key: string) => string;
  readonly derived: (service: string, key: string) => string;
  readonly fingerprint: (service: string, key: string) => string;
}

function missing(service: string, key: string): StackyardError {
  return new StackyardError('NOT_FOUND', `The secret ${key} of ${service} does not exist.`, { service, hint: 'Start the stack with stackyard up, which makes it.' });
}

/** For looking: makes nothing, so that it works on a state folder that is full. What runs has its secrets. */
export const lookAtStackSecrets = (session: Session, topology: Topology): Promise<StackSecrets> => open(session, topology, { makesMissing: false });

/** Makes what is missing; a secret that exists is never changed, since volumes depend on it. */
export const openStackSecrets = (session: Session, topology: Topology): Promise<StackSecrets> => open(session, topology, { makesMissing: true });

async function open(session: Session, topology: Topology, { makesMissing }: { readonly makesMissing: boolean }): Promise<StackSecrets> {
  const stored = await openSecrets(session.stateDirectory, topology.name);
  const kinds = new Map<string, Kind>();
  for (const service of Object.values(topology.services)) {
    for (const [key, spec] of Object.entries(service.secrets)) {
      if ('value' in spec) session.redactor.add([spec.value]);
      else if (makesMissing) await stored.ensure(service.name, key, spec.generate);
    }
    const kind = service.kind === undefined ? undefined : await session.kind(service.kind);
    if (kind !== undefined) kinds.set(service.name, kind);
  }
  session.redactor.add(stored.values());
  const secret = (service: string, key: string): string => {
    const spec = topology.services[service]?.secrets[key];
    if (spec !== undefined && 'value' in spec) return spec.value;
    const value = stored.get(service, key);
    if (value === undefined) throw missing(service, key);
    return value;
  };
  return {
    notices: stored.notices,
    secret,
    derived(service, key) {
      const derive = kinds.get(service)?.derive?.[key];
      if (derive === undefined) throw new StackyardError('INVALID_STACK', `Nothing derives ${key} for ${service}.`, { service, hint: 'Name a value that the kind of the template derives.' });
      return derive((name) => secret(service, name));
    },
    fingerprint: (service, key) => session.fingerprint(secret(service, key)),
  };
}
