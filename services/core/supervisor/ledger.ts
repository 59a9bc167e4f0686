import type { EngineEvent } from '../../engine/index.ts';

/** Why a container ended, as far as events told. */
export type EndReason = 'crash' | 'command' | 'outside' | 'engine';

export interface Ending {
  readonly reason: EndReason;
  /** Monotonic milliseconds. */
  readonly at: number;
  /** Milliseconds since 1970, the engine's clock. */
  readonly time: number;
  readonly exitCode: number;
}

/** Crashes count as a loop within this time (ms). */
const WINDOW = 120_000;
/** A stop from outside so long (ms) before the engine went was the engine's own. */
const SHUTDOWN = 30_000;
/** So long (ms) after its return it tells what it ended at its start, and starts what its own policies say; on a busy machine not all of it at once. */
const RETURN = 10_000;

/** What the engine's events said about containers' ends; by the containers' ids. */
export interface Ledger {
  /** `commanded`: a Stackyard command holds the stack. Gives the ending where the event is one. */
  note(event: EngineEvent, commanded: boolean): Ending | undefined;
  /** An end that no event told. */
  noteMissed(id: string, ending: Omit<Ending, 'at'>): void;
  /** A crash that the engine mended before anyone saw it. */
  countCrash(id: string): void;
  ending(id: string): Ending | undefined;
  /** Of the last end that was told, also when it runs again: the engine forgets it then. */
  lastExitCode(id: string): number | undefined;
  /** It runs since then (milliseconds since 1970); an earlier end is over. */
  readonly runsSince: (id: string, time: number) => void;
  /** Crashes within two minutes, the oldest first. */
  crashes(id: string): readonly number[];
  /** Or may have been. What was stopped from outside shortly before was stopped by the engine as it went, and what it ends now is its own doing too. */
  engineRestarted(): void;
  /** Counts from the beginning: a person has started it. */
  pardon(): void;
  /** Forgets containers that are gone. */
  keepOnly(ids: ReadonlySet<string>): void;
}

export function createLedger(now: () => number = () => performance.now()): Ledger {
  const endings = new Map<string, Ending>();
  const exitCodes = new Map<string, number>();
  const signalled = new Set<string>();
  /** Milliseconds since 1970 of the last start that was told. */
  const started = new Map<string, number>();
  const crashes = new Map<string, readonly number[]>();
  let returnedAt = Number.NEGATIVE_INFINITY;
  const recent = (id: string): readonly number[] => (crashes.get(id) ?? []).filter((time) => now() - time < WINDOW);
  const runsSince = (id: string, time: number): void => {
    const ending = endings.get(id);
    if (ending === undefined || ending.time > time) return;
    endings.delete(id);
    signalled.delete(id);
  };
  const reasonOf = (id: string, commanded: boolean): EndReason => {
    // An engine that has come back ends what it finds half alive, also while a command is at work already.
    const isReturning = now() - returnedAt < RETURN;
    // A command ends a container by a signal; one that dies by itself meanwhile has crashed.
    if (!signalled.has(id)) return isReturning ? 'engine' : 'crash';
    return commanded ? 'command' : isReturning ? 'engine' : 'outside';
  };
  const record = (id: string, ending: Ending): Ending => {
    endings.set(id, ending);
    exitCodes.set(id, ending.exitCode);
    if (ending.reason === 'crash') crashes.set(id, [...recent(id), ending.at]);
    return ending;
  };
  return {
    note({ action, id, attributes, time }, commanded) {
      if (action === 'kill') signalled.add(id);
      if (action === 'start') started.set(id, time);
      if (action !== 'die') return undefined;
      const reason = reasonOf(id, commanded);
      signalled.delete(id);
      // Replayed after a gap: a listing has shown this end already. An end explains what is seen until a look shows that it is over.
      const earlier = endings.get(id);
      if (earlier !== undefined && (started.get(id) ?? Number.NEGATIVE_INFINITY) <= earlier.time) return undefined;
      return record(id, { reason, at: now(), time, exitCode: Number(attributes['exitCode'] ?? 0) });
    },
    // What an engine ends at its start is not always told as an event.
    noteMissed: (id, ending) => void record(id, { ...ending, reason: ending.reason === 'crash' && now() - returnedAt < RETURN ? 'engine' : ending.reason, at: now() }),
    countCrash: (id) => void crashes.set(id, [...recent(id), now()]),
    ending: (id) => endings.get(id),
    lastExitCode: (id) => exitCodes.get(id),
    runsSince,
    crashes: recent,
    engineRestarted() {
      returnedAt = now();
      for (const [id, ending] of endings) if (ending.reason === 'outside' && now() - ending.at < SHUTDOWN) endings.set(id, { ...ending, reason: 'engine' });
    },
    pardon: () => crashes.clear(),
    keepOnly(ids) {
      for (const map of [endings, exitCodes, crashes, started]) for (const id of map.keys()) if (!ids.has(id)) map.delete(id);
      for (const id of signalled) if (!ids.has(id)) signalled.delete(id);
    },
  };
}
