import type { ServiceStatus } from '../../contract/results.ts';
import { describeFailure, type HostPorts, type OwnContainer } from '../../engine/index.ts';
import { withHeldBack } from '../status/held-back.ts';
import { containerStatus, processStatus } from '../status/service.ts';
import type { ReplicaFacts } from '../status/replica.ts';
import type { Topology } from '../topology.ts';
import { judge } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { Sight } from './look.ts';
import type { Asked, Prober, Target } from './prober.ts';

export interface Facts {
  readonly topology: Topology;
  readonly sight: Sight;
  readonly ports: HostPorts;
  readonly prober: Pick<Prober, 'answerOf'>;
  readonly ledger: Ledger;
  readonly gaveUp: (service: string) => boolean;
  readonly redact: (text: string) => string;
}

/** A container's life: another one after each start. */
const lifeOf = ({ inspections }: Sight, { id }: OwnContainer): string => `${id} ${inspections.get(id)?.startedAt ?? ''}`;

/** Every service's state, from what is known by now. */
export function statusesOf(facts: Facts): readonly ServiceStatus[] {
  const { topology, sight, ports, prober, redact } = facts;
  const each = Object.values(topology.services).map((service) => {
    if (service.type === 'process') {
      const kept = sight.kept.find(({ name }) => name === service.name);
      const probe = prober.answerOf(service.name, kept?.since ?? '')?.answer;
      return processStatus({ service, kept, probe, redact });
    }
    return containerStatus({
      service,
      containers: sight.containers,
      inspections: sight.inspections,
      published: ports,
      wanted: sight.wanted.get(service.name) ?? false,
      redact,
      known: (container) => knownOf(facts, container),
      judge: (state, container) => judge(state, evidenceOf(facts, container)),
    });
  });
  return withHeldBack(each, topology, sight.wanted);
}

function knownOf({ sight, prober }: Facts, container: OwnContainer): Partial<ReplicaFacts> {
  const found = prober.answerOf(container.id, lifeOf(sight, container));
  if (found === undefined) return {};
  const { answer, wasReady } = found;
  return { wasReady, probe: answer.ready || !wasReady ? answer : { ready: false, reason: `not answering: ${answer.reason}` } };
}

function evidenceOf({ sight, ledger, gaveUp }: Facts, container: OwnContainer): Parameters<typeof judge>[1] {
  const inspection = sight.inspections.get(container.id);
  const ending = ledger.ending(container.id);
  const failure = inspection === undefined ? undefined : describeFailure({ ...inspection, state: 'exited', exitCode: ledger.lastExitCode(container.id) ?? inspection.exitCode });
  return {
    ending,
    crashes: ledger.crashes(container.id),
    sinceStart: Math.max(0, Date.now() - Date.parse(inspection?.startedAt ?? '')) || 0,
    now: performance.now(),
    gaveUp: gaveUp(container.service),
    lastExit: failure ?? `exited with code ${container.state}`,
  };
}

/** Whom to ask: every replica that runs. */
export function askedOf({ topology, sight, ledger }: Pick<Facts, 'topology' | 'sight' | 'ledger'>): readonly Asked[] {
  return Object.values(topology.services).map((service) => {
    const regularly = service.ready.by !== 'running' && service.ready.by !== 'log';
    if (service.type === 'process') {
      const kept = sight.kept.find((each) => each.name === service.name && each.state === 'running');
      const targets: readonly Target[] = kept === undefined ? [] : [{ key: service.name, replica: 1, life: kept.since, suspect: false, startedAt: Date.parse(kept.since) }];
      return { service: service.name, regularly, targets };
    }
    const running = sight.containers.filter((each) => each.service === service.name && !each.leftover && each.replica <= service.scale && sight.inspections.get(each.id)?.state === 'running');
    const targets = running.map((each): Target => ({
      key: each.id,
      replica: each.replica,
      life: lifeOf(sight, each),
      suspect: ledger.crashes(each.id).length > 0,
      startedAt: Date.parse(sight.inspections.get(each.id)?.startedAt ?? '') || 0,
    }));
    return { service: service.name, regularly, targets };
  });
}
