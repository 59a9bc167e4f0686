import type { Topology } from '../topology.ts';
import type { Candidate } from './healer.ts';
import type { Ledger } from './ledger.ts';
import { LOOP } from './judge.ts';
import type { Sight } from './look.ts';

export interface Situation {
  readonly topology: Topology;
  readonly sight: Sight;
  readonly ledger: Ledger;
  /** Names of containers that were seen running and that no command has removed. */
  readonly ran: ReadonlySet<string>;
}

/** Services that the command which has just ended stopped, because they kept crashing: it has told so, and the same again would end alike. Pure. */
export function endedInLoop({ containers, inspections }: Pick<Sight, 'containers' | 'inspections'>, ledger: Pick<Ledger, 'crashes'>): readonly string[] {
  const looped = containers.filter(({ id, leftover }) => {
    const state = inspections.get(id)?.state;
    return !leftover && (state === 'exited' || state === 'dead') && ledger.crashes(id).length >= LOOP;
  });
  return [...new Set(looped.map(({ service }) => service))];
}

/** Services that are wanted up and of which something has ended. One that never came to run is the matter of `up`. Pure. */
export function candidatesOf({ topology, sight, ledger, ran }: Situation): readonly Candidate[] {
  return Object.values(topology.services).flatMap((service): readonly Candidate[] => {
    if (sight.wanted.get(service.name) !== true) return [];
    if (service.type === 'process') {
      const kept = sight.kept.find((each) => each.name === service.name);
      const runs = kept !== undefined && kept.state !== 'stopped' && kept.state !== 'orphaned';
      return runs ? [] : [{ service: service.name, endedAt: 0, reason: 'crash' }];
    }
    const ends = Array.from({ length: service.scale }, (_, index): Candidate | undefined => {
      const container = sight.containers.find((each) => each.service === service.name && each.replica === index + 1 && !each.leftover);
      if (container === undefined) return ran.has(`${topology.name}-${service.name}-${index + 1}`) ? { service: service.name, endedAt: 0, reason: 'outside' } : undefined;
      const state = sight.inspections.get(container.id)?.state;
      if ((state !== 'exited' && state !== 'dead') || sight.ending.has(container.id)) return undefined;
      const ending = ledger.ending(container.id);
      return ending === undefined ? undefined : { service: service.name, endedAt: ending.at, reason: ending.reason === 'command' ? 'outside' : ending.reason };
    });
    const first = ends.find((each) => each !== undefined);
    return first === undefined ? [] : [first];
  });
}
