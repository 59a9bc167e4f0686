import type { Core } from '../../contract/core.ts';
import type { EnvContract } from '../../contract/results.ts';
import { namedServices } from '../../engine/index.ts';
import { hostPortLookup, prepare } from '../prepare.ts';
import type { Session } from '../session.ts';
import { environmentContract } from '../topology.ts';

/** What each consumer would find in its environment, in one context; see `environmentContract` for what counts as one. */
export async function env(session: Session, { file, context, services }: Parameters<Core['env']>[0]): Promise<EnvContract> {
  const topology = await session.load(file);
  const selected = namedServices(Object.keys(topology.services), services === undefined || services.length === 0 ? undefined : services);
  const { secrets, allocation } = await prepare(session, topology, { only: [] });
  const contract = environmentContract({ topology, context, ...(services === undefined ? {} : { asked: services }) }, { hostPort: hostPortLookup(() => allocation.hostPorts), secret: secrets.secret, derived: secrets.derived });
  return Object.fromEntries(Object.entries(contract).filter(([name]) => selected.has(name)));
}
