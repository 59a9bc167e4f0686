import { asStackyardError } from '../../contract/errors.ts';
import type { EngineClient, Observed } from '../../engine/index.ts';
import { existingService } from '../existing-service.ts';
import { loadOrLast } from '../load-or-last.ts';
import { hostPortLookup, prepare } from '../prepare.ts';
import type { Session } from '../session.ts';
import { openStackSecrets, type StackSecrets } from '../stack-secrets.ts';
import { referencesIn, type Lookups, type Service, type Topology } from '../topology.ts';
import { createMask, type Mask } from './mask.ts';

export interface AnsweringEngine {
  readonly client: EngineClient;
  readonly observed: Observed;
}

/** A service looked at: what its texts need to be resolved, and the engine where it answers. */
export interface Look {
  readonly topology: Topology;
  readonly service: Service;
  /** With the secrets; what is resolved for the eye uses `maskedLookups`. */
  readonly lookups: Lookups;
  readonly mask: Mask;
  readonly engine: AnsweringEngine | { readonly problem: string };
}

interface Target {
  readonly file: string;
  readonly service: string;
}

/** NOT_FOUND for a service that is not in the stack. An engine that does not answer is no failure. */
export async function look(session: Session, { file, service: name }: Target, signal?: AbortSignal): Promise<Look> {
  const { topology } = await loadOrLast(session, file);
  const service = existingService(topology, name);
  const { secrets, hostPort, engine } = await lookThroughEngine(session, topology, signal);
  const hidden = secretTexts(topology, secrets);
  // Derived values, too, are to be taken out of whatever is logged or stored from now on.
  session.redactor.add(hidden);
  return { topology, service, lookups: { hostPort, secret: secrets.secret, derived: secrets.derived }, mask: createMask(hidden), engine };
}

type Found = Pick<Look, 'engine'> & Pick<Lookups, 'hostPort'> & { readonly secrets: StackSecrets };

async function lookThroughEngine(session: Session, topology: Topology, signal: AbortSignal | undefined): Promise<Found> {
  try {
    const { client, observed, secrets, allocation } = await prepare(session, topology, { only: [], ...(signal === undefined ? {} : { signal }) });
    return { secrets, hostPort: hostPortLookup(() => allocation.hostPorts), engine: { client, observed } };
  } catch (error) {
    const { code, message } = asStackyardError(error);
    if (code !== 'ENGINE_UNREACHABLE' && code !== 'ENGINE_TIMEOUT') throw error;
    const [secrets, store] = await Promise.all([openStackSecrets(session, topology), session.store()]);
    const remembered = new Map((await store.ports.remembered(topology.name)).map((each) => [`${each.service}.${each.port}`, each.hostPort]));
    return { secrets, hostPort: (service, port) => remembered.get(`${service}.${port}`), engine: { problem: message } };
  }
}

/** Every secret of a stack, and what is derived from one anywhere in it. */
export function secretTexts(topology: Topology, { secret, derived }: Pick<Lookups, 'secret' | 'derived'>): readonly string[] {
  const own = Object.values(topology.services).flatMap(({ name, secrets }) => Object.keys(secrets).map((key) => secret(name, key)));
  const computed = referencesIn(JSON.stringify(topology)).flatMap((reference) => (reference.to === 'derived' ? [derived(reference.service, reference.key)] : []));
  return [...new Set([...own, ...computed])];
}
