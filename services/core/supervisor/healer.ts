import { asStackyardError } from '../../contract/errors.ts';
import type { Progress } from '../../contract/results.ts';
import type { EngineClient } from '../../engine/index.ts';
import type { Topology } from '../topology.ts';
import { createHealBudget } from './heal-budget.ts';
import type { HealState, StackDetail } from './types.ts';

/** What was stopped from outside waits so long (ms): the engine may be on its way out, or `docker restart` at work. */
const OUTSIDE = 1_500;

/** A service of which something has ended although it is wanted up. */
export interface Candidate {
  readonly service: string;
  /** Monotonic milliseconds of the end. */
  readonly endedAt: number;
  readonly reason: 'crash' | 'outside' | 'engine';
}

export interface Contained {
  readonly id: string;
  readonly client: EngineClient;
}

export interface HealerOptions {
  readonly topology: () => Pick<Topology, 'services'>;
  /** Starts the services again, until they are ready. */
  readonly start: (services: readonly string[]) => AsyncIterable<Progress>;
  /** Ends a container that its engine would start for ever. Gives its last log lines. */
  readonly stop: (service: string, container: Contained) => Promise<readonly string[]>;
  /** `recorded`: it is in the history already. */
  readonly tell: (change: StackDetail, recorded?: true) => void;
  /** States are to say that something is given up. */
  readonly shown: () => void;
  /** Look again: a pause is over, or something was tried. */
  readonly again: () => void;
  readonly signal: AbortSignal;
}

export interface Healer {
  /** Starts again what may be by now; the rest when its pause is over. One at a time. */
  consider(candidates: readonly Candidate[]): void;
  /** The engine's own policy starts it again: that counts as well, and is ended when it is a loop. */
  engineStarts(service: string, container: Contained): void;
  /** A command has given these up and told so: they are not started again until a person does. */
  leave(services: readonly string[]): void;
  readonly gaveUp: (service: string) => boolean;
  /** It lives well, or a person started it: counting begins anew. */
  pardon(services: readonly string[] | 'all'): void;
  states(): Readonly<Record<string, HealState>>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

export function createHealer({ topology, start, stop, tell, shown, again, signal }: HealerOptions): Healer {
  const budget = createHealBudget();
  const given = new Set<string>();
  const problems = new Map<string, string>();
  const stopping = new Map<string, Promise<void>>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const giveUp = (services: readonly string[]): void => {
    for (const service of services) given.add(service);
    tellGivenUp(services);
  };
  const tellGivenUp = (services: readonly string[]): void => {
    shown();
    tell({ type: 'heal', phase: 'gave-up', services, message: `${services.join(', ')} ended more than five times within two minutes and ${services.length === 1 ? 'is' : 'are'} not started again; stackyard up starts ${services.length === 1 ? 'it' : 'them'}` });
    again();
  };
  /** Nothing is started on top of what was given up. */
  const stands = (service: string, seen = new Set<string>()): boolean => {
    if (given.has(service)) return false;
    if (seen.has(service)) return true;
    seen.add(service);
    return (topology().services[service]?.uses ?? []).every((used) => stands(used, seen));
  };
  const dueAt = ({ service, endedAt, reason }: Candidate, now: number): number => {
    if (reason === 'engine' && !problems.has(service)) return now;
    return Math.max(budget.notBefore(service, now), reason === 'outside' ? endedAt + OUTSIDE : 0);
  };
  const perform = async (services: readonly string[]): Promise<void> => {
    tell({ type: 'heal', phase: 'started', services });
    try {
      for await (const item of start(services)) if (item.type === 'note') tell({ type: 'note', message: item.message }, true);
      for (const service of services) problems.delete(service);
      tell({ type: 'heal', phase: 'done', services });
    } catch (error) {
      const { code, message } = asStackyardError(error);
      // The engine went, or another command came first: neither says anything about the services.
      if (['ENGINE_UNREACHABLE', 'ENGINE_TIMEOUT', 'CANCELLED'].includes(code)) for (const service of services) budget.giveBack(service);
      else for (const service of services) problems.set(service, message);
      if (!signal.aborted) tell({ type: 'heal', phase: 'failed', services, message });
    }
  };
  const endLoop = async (service: string, container: Contained): Promise<void> => {
    try {
      const lines = await stop(service, container);
      tellGivenUp([service]);
      if (lines.length > 0) tell({ type: 'note', message: `Last log lines of ${service}:\n${lines.map((line) => `  ${line}`).join('\n')}` });
    } catch (error) {
      given.delete(service);
      if (!signal.aborted) tell({ type: 'note', message: `${service} keeps crashing and could not be stopped: ${asStackyardError(error).message}` });
    }
  };
  return {
    consider(candidates) {
      clearTimeout(timer);
      if (running !== undefined || signal.aborted) return;
      const now = performance.now();
      const open = candidates.filter(({ service }) => stands(service));
      const due = open.filter((each) => dueAt(each, now) <= now);
      const allowed = due.filter(({ service, reason }) => (reason === 'engine' && !problems.has(service)) || budget.take(service, now)).map(({ service }) => service);
      const exhausted = due.map(({ service }) => service).filter((service) => !allowed.includes(service));
      if (exhausted.length > 0) giveUp(exhausted);
      if (allowed.length > 0) {
        running = perform(allowed).finally(() => {
          running = undefined;
          if (!signal.aborted) again();
        });
        return;
      }
      const next = Math.min(...open.map((each) => dueAt(each, now)).filter((at) => at > now));
      if (Number.isFinite(next)) timer = setTimeout(again, next - now + 1);
    },
    engineStarts(service, container) {
      if (given.has(service) || budget.take(service, performance.now()) || stopping.has(service)) return;
      given.add(service);
      stopping.set(service, endLoop(service, container).finally(() => stopping.delete(service)));
    },
    leave(services) {
      for (const service of services) given.add(service);
    },
    gaveUp: (service) => given.has(service),
    pardon(services) {
      for (const service of services === 'all' ? Object.keys(topology().services) : services) {
        given.delete(service);
        problems.delete(service);
        if (services === 'all') budget.forget(service);
      }
    },
    states() {
      const now = performance.now();
      return Object.fromEntries(
        Object.keys(topology().services).flatMap((service) => {
          const tries = budget.taken(service, now);
          const problem = problems.get(service);
          if (tries === 0 && problem === undefined && !given.has(service)) return [];
          return [[service, { tries, gaveUp: given.has(service), ...(problem === undefined ? {} : { problem }) }]];
        }),
      );
    },
    async settled() {
      clearTimeout(timer);
      await Promise.all([running, ...stopping.values()]);
    },
  };
}
