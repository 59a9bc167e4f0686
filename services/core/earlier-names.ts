import type { EarlierName } from '../engine/index.ts';
import { observeKept } from './host-processes.ts';
import { namesOfOrigin } from './processes/index.ts';
import type { Session } from './session.ts';
import type { Topology } from './topology.ts';

/** The names that the stack had before of which something is there: what the engine has under them, and host processes. */
export async function withEarlierProcesses(session: Session, topology: Topology, { names, signal }: { readonly names: readonly EarlierName[]; readonly signal?: AbortSignal }): Promise<readonly EarlierName[]> {
  // A name out of a variable makes stacks of their own.
  const others = topology.namedByVariable === true ? [] : namesOfOrigin(session.stateDirectory, topology.file).filter((name) => name !== topology.name);
  const kept = await Promise.all(
    others.map(async (name): Promise<EarlierName> => {
      const found = Object.entries(await observeKept(session, name, signal));
      const running = found.filter(([, process]) => process.running).map(([service]) => service);
      return { name, services: running, running };
    }),
  );
  return joined([...names, ...kept.filter(({ running }) => running.length > 0)]);
}

/** One entry for each name. */
export function joined(names: readonly EarlierName[]): readonly EarlierName[] {
  const union = (found: readonly EarlierName[], of: 'services' | 'running'): readonly string[] => [...new Set(found.flatMap((each) => each[of]))].toSorted();
  return [...Map.groupBy(names, ({ name }) => name)].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, found]) => ({ name, services: union(found, 'services'), running: union(found, 'running') }));
}
