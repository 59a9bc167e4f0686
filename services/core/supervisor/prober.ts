import type { ReplicaFacts } from '../status/replica.ts';

type Answer = NonNullable<ReplicaFacts['probe']>;

/** One replica that runs. `life` differs after each start. */
export interface Target {
  readonly key: string;
  readonly replica: number;
  readonly life: string;
  /** Crashed of late: an answer counts only once it lived a while. */
  readonly suspect: boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface Asked {
  readonly service: string;
  /** Asked again and again; else only until it is ready, because the engine tells the rest. */
  readonly regularly: boolean;
  readonly targets: readonly Target[];
}

export interface Answered {
  readonly life: string;
  readonly answer: Answer;
  /** It was ready once in this life. */
  readonly wasReady: boolean;
}

export interface ProberOptions {
  readonly ask: (service: string, replica: number, signal: AbortSignal) => Promise<Answer>;
  /** Something new was answered. */
  readonly answered: () => void;
}

export interface Prober extends Disposable {
  /** What runs now; new lives are asked at once. */
  update(services: readonly Asked[]): void;
  /** Resolves when all that runs was asked once. */
  asked(): Promise<void>;
  /** Something says that it changed: asked now. */
  poke(service: string): void;
  answerOf(key: string, life: string): Answered | undefined;
  /** While the engine is lost nothing is asked. */
  pause(): void;
}

/** A hung service is to be told within 10 s: this pause, twice the 2 s of a try, and some for the way. */
const REGULAR = 3_500;
const FIRST = 50;
const STARTING = 600;
const LONG_SILENT = 15_000;
/** A crashed service must live so long before its answer counts. */
const STEADY = 1_000;

interface Slot {
  asked: Asked;
  pause: number;
  timer: NodeJS.Timeout | undefined;
}

/** Asks each service in its own protocol, one question at a time per service. */
export function createProber({ ask, answered }: ProberOptions): Prober {
  const slots = new Map<string, Slot>();
  const answers = new Map<string, Answered>();
  /** Services with a question under way; it may outlive its slot. */
  const busy = new Set<string>();
  const stop = new AbortController();
  let waiting: (() => void)[] = [];
  const unasked = (): boolean => [...slots.values()].some(({ asked }) => asked.targets.some(({ key, life }) => answers.get(key)?.life !== life));
  const release = (): void => {
    if (unasked()) return;
    for (const each of waiting) each();
    waiting = [];
  };

  const arm = (service: string, slot: Slot, pause: number): void => {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => void round(service, slot), pause);
  };
  const put = (target: Target, answer: Answer): void => {
    const before = answers.get(target.key);
    const wasReady = answer.ready || (before?.life === target.life && before.wasReady);
    answers.set(target.key, { life: target.life, answer, wasReady });
    release();
    if (before?.life !== target.life || before.answer.ready !== answer.ready || (!answer.ready && !before.answer.ready && before.answer.reason !== answer.reason)) answered();
  };
  const askOne = async (service: string, target: Target): Promise<'ready' | 'silent' | 'doubt'> => {
    const before = answers.get(target.key);
    const answer = await ask(service, target.replica, stop.signal);
    if (answer.ready && target.suspect && Math.abs(Date.now() - target.startedAt) < STEADY) {
      put(target, { ready: false, reason: 'it crashed a moment ago' });
      return 'silent';
    }
    // One silence of a service that was well is asked about once more before it is told.
    if (!answer.ready && before?.life === target.life && before.answer.ready) {
      const again = await ask(service, target.replica, stop.signal);
      put(target, again);
      return again.ready ? 'ready' : 'doubt';
    }
    put(target, answer);
    return answer.ready ? 'ready' : 'silent';
  };
  const round = async (service: string, slot: Slot): Promise<void> => {
    if (slots.get(service) !== slot || stop.signal.aborted) return;
    if (busy.has(service)) return arm(service, slot, FIRST);
    busy.add(service);
    const outcomes = new Set<string>();
    try {
      for (const target of slot.asked.targets) outcomes.add(await askOne(service, target));
    } finally {
      busy.delete(service);
    }
    if (slots.get(service) !== slot || stop.signal.aborted) return;
    const known = slot.asked.targets.every((target) => answers.get(target.key)?.life === target.life);
    const silent = outcomes.has('silent') || outcomes.has('doubt') || !known;
    const young = slot.asked.targets.some((target) => answers.get(target.key)?.wasReady !== true);
    if (!silent) {
      slot.pause = FIRST;
      if (slot.asked.regularly) arm(service, slot, REGULAR);
      return;
    }
    // One that starts is asked often; one that fell silent less and less, since each question may cost the engine a process.
    slot.pause = young ? Math.min(slot.pause * 1.4, STARTING) : Math.min(Math.max(slot.pause * 1.5, 1_000), LONG_SILENT);
    arm(service, slot, slot.pause);
  };
  return {
    update(services) {
      const keys = new Set(services.flatMap(({ targets }) => targets.map(({ key }) => key)));
      for (const key of answers.keys()) if (!keys.has(key)) answers.delete(key);
      for (const [service, slot] of slots) {
        if (services.some((each) => each.service === service && each.targets.length > 0)) continue;
        clearTimeout(slot.timer);
        slots.delete(service);
      }
      for (const asked of services) {
        if (asked.targets.length === 0) continue;
        const slot = slots.get(asked.service) ?? { asked, pause: FIRST, timer: undefined };
        const isNew = !slots.has(asked.service) || lives(slot.asked) !== lives(asked);
        slot.asked = asked;
        slots.set(asked.service, slot);
        if (!isNew) continue;
        slot.pause = FIRST;
        arm(asked.service, slot, 0);
      }
      release();
    },
    async asked() {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      release();
      await promise;
    },
    poke(service) {
      const slot = slots.get(service);
      if (slot !== undefined) arm(service, slot, 0);
    },
    answerOf(key, life) {
      const found = answers.get(key);
      return found?.life === life ? found : undefined;
    },
    pause() {
      for (const slot of slots.values()) clearTimeout(slot.timer);
      slots.clear();
      release();
    },
    [Symbol.dispose]() {
      stop.abort();
      for (const slot of slots.values()) clearTimeout(slot.timer);
      slots.clear();
      release();
    },
  };
}

const lives = ({ targets }: Asked): string => targets.map(({ key, life }) => `${key} ${life}`).join('\n');
