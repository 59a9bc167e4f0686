import { asStackyardError } from '../../contract/errors.ts';
import type { ServiceStatus, Status } from '../../contract/results.ts';
import { stackLockHolder, type Store } from '../../store/index.ts';
import { earlierWords, isOfEarlierName, isOfFile, labels, otherFileWords, type EngineClient, type EngineEvent } from '../../engine/index.ts';
import type { Reach } from '../../kinds/kind.ts';
import { probeService, reachOf, type ProbeContext } from '../readiness/probe.ts';
import type { Session } from '../session.ts';
import { heal } from '../verbs/heal.ts';
import { lookAtStackSecrets, type StackSecrets } from '../stack-secrets.ts';
import { publishedPorts } from '../status/ports.ts';
import type { ReplicaFacts } from '../status/replica.ts';
import type { Topology } from '../topology.ts';
import { statusProbing } from '../verbs/status.ts';
import { candidatesOf, endedInLoop } from './candidates.ts';
import type { ChangeFeed } from './change-feed.ts';
import { createHealer, type Healer } from './healer.ts';
import { createLedger, type Ending } from './ledger.ts';
import { look, nothingSeen, withEnding, type Sight, type ToldEnd } from './look.ts';
import { noteMissed, type Occasion } from './missed.ts';
import { createProber } from './prober.ts';
import type { Recorder } from './recorder.ts';
import { changesBetween } from './service-changes.ts';
import { stopLooping } from './stop-looping.ts';
import { openStackFile } from './stack-file.ts';
import type { StackDetail } from './types.ts';
import { askedOf, statusesOf } from './view.ts';

export interface StackOptions {
  readonly session: Session;
  readonly store: Store;
  readonly topology: Topology;
  /** Why its file could not be read just now. */
  readonly problem?: string | undefined;
  readonly feed: ChangeFeed;
  readonly recorder: Recorder;
  readonly client: () => EngineClient | undefined;
  /** This process heals and records; another one does else. */
  readonly leads: () => boolean;
  /** Whether the user wants healing at all. */
  readonly heals: () => boolean;
}

/** One stack under supervision. */
export interface StackWatch extends AsyncDisposable {
  readonly topology: Topology;
  readonly statuses: readonly ServiceStatus[];
  readonly earlier: Status['earlier'];
  readonly elsewhere: Status['elsewhere'];
  readonly sight: Sight;
  readonly heals: ReturnType<Healer['states']>;
  readonly notes: readonly string[];
  readonly problem: string | undefined;
  /** Of its file. */
  readonly readings: number;
  /** How a kind reaches a replica now; undefined while the engine is gone. */
  reach(service: string, replica: number, signal: AbortSignal): Promise<Reach | undefined>;
  /** Of any stack; what is not of this one changes nothing. */
  event(event: EngineEvent): void;
  /** Lists everything again. Resolves when that is done, or could not be. */
  refresh(occasion: Occasion): Promise<void>;
  /** The engine is gone: nothing is asked. */
  pause(): void;
  tick(): void;
  /** Considers healing with what is known. */
  reconsider(): void;
}

/** Seconds between listings that nothing asked for, and between looks at the stack file. */
const LIST_EVERY = 30;
const FILE_EVERY = 2;
const PROCESSES_EVERY = 4;
/** How often (ms) the lock of a running command is looked at, and how long after it states are still that command's news. */
const LOCK_POLL = 250;
const AFTERMATH = 1_500;
/** So long (ms) an event may be behind a listing. */
const BEHIND = 150;
/** Looks (ms) whether the engine has taken down what ended. */
const TAKEN_DOWN = 50;
const NOTES = 20;
/** The engine tells that memory ran out so long (ms) before the end that it caused. */
const OOM_BEFORE = 2_000;
const troubles: ReadonlySet<string> = new Set(['failed', 'crash-looping', 'unready']);

export function watchStack({ session, store, topology: first, problem, feed, recorder, client, leads, heals }: StackOptions): StackWatch {
  const stop = new AbortController();
  const { signal } = stop;
  const file = openStackFile(session, first, problem);
  const ledger = createLedger();
  const notes: string[] = [];
  const ran = new Set<string>();
  /** When the engine said so last (milliseconds since 1970), by container. */
  const outOfMemory = new Map<string, number>();
  let sight = nothingSeen;
  let statuses: readonly ServiceStatus[] = [];
  let seen = false;
  let quietUntil = 0;
  /** What events tell of a gap is told by the listing after it, which knows that it was late. */
  let catchingUp = false;
  let ticks = 0;
  let stale = new Set<string>();
  let occasion: Occasion | undefined;
  let turn: Promise<void> | undefined;
  let lockPoll: NodeJS.Timeout | undefined;
  let behind: NodeJS.Timeout | undefined;

  const redact = (text: string): string => session.redactor.redact(text);
  const tell = (change: StackDetail, recorded?: true): void => {
    if (change.type === 'note') notes.splice(0, Math.max(0, notes.push(change.message) - NOTES));
    feed.push({ ...change, file: file.topology.file, stack: file.topology.name });
    if (recorded !== true && leads() && sight.elsewhere === undefined) recorder.record(file.topology.name, change);
  };
  let opened: { readonly topology: Topology; readonly secrets: ReturnType<typeof lookAtStackSecrets> } | undefined;
  const secretsOf = async (topology: Topology): Promise<StackSecrets> => {
    if (opened?.topology === topology) return opened.secrets;
    const secrets = lookAtStackSecrets(session, topology);
    opened = { topology, secrets };
    // One that failed, as on a full disk, is tried again with the next question.
    secrets.catch(() => {
      if (opened?.secrets === secrets) opened = undefined;
    });
    return secrets;
  };
  const probing = async (engine: EngineClient): Promise<ProbeContext> => {
    const { secret } = await secretsOf(file.topology);
    return statusProbing({ session, topology: file.topology, client: engine, secret, hostPorts: () => publishedPorts(file.topology, sight.containers) });
  };
  const ask = async (name: string, replica: number, cancel: AbortSignal): Promise<NonNullable<ReplicaFacts['probe']>> => {
    const service = file.topology.services[name];
    const engine = client();
    if (service === undefined || engine === undefined) return { ready: false, reason: 'the engine does not answer' };
    try {
      await probeService(await probing(engine), { service, replica, signal: cancel });
      return { ready: true };
    } catch (error) {
      return { ready: false, reason: error instanceof Error ? error.message : String(error) };
    }
  };
  const prober = createProber({ ask, answered: () => {
    if (seen) show({ late: false, skip: new Set() });
  } });
  const healer = createHealer({
    topology: () => file.topology,
    start: (services) => heal(session, { topology: file.topology, services, signal }),
    stop: async (service, container) => stopLooping(session, { ...container, stack: file.topology.name, service, signal }),
    tell,
    shown: () => present({ late: false, skip: new Set() }),
    again: () => void request('event', []),
    signal,
  });

  /** Tells what differs; `skip`: services whose change is not explained yet. */
  const present = ({ late, skip }: { readonly late: boolean; readonly skip: ReadonlySet<string> }): void => {
    if (signal.aborted) return;
    const facts = { topology: file.topology, sight, ports: publishedPorts(file.topology, sight.containers), prober, ledger, gaveUp: healer.gaveUp, redact };
    const computed = statusesOf(facts);
    const now = computed.map((each) => (skip.has(each.name) ? (statuses.find(({ name }) => name === each.name) ?? each) : each));
    const changes = changesBetween({ before: statuses, now, late });
    statuses = now;
    for (const change of changes) tell(change, isHistory(change) ? undefined : true);
    const well = now.filter(({ state, name }) => state === 'ready' && healer.gaveUp(name)).map(({ name }) => name);
    if (well.length > 0) healer.pardon(well);
  };
  const show = (shown: Parameters<typeof present>[0]): void => {
    present(shown);
    reconsider();
  };
  /** A command writes its own history while it holds the stack; a first look is none, but for what ended meanwhile. */
  const isHistory = (change: Extract<StackDetail, { type: 'service' }>): boolean => {
    if (change.before === change.state) return false;
    if (!seen && (change.state === 'ready' || change.state === 'starting' || sight.wanted.get(change.service) !== true)) return false;
    return sight.changing === undefined && (troubles.has(change.state) || performance.now() >= quietUntil);
  };
  const reconsider = (): void => {
    if (client() === undefined || !leads() || !heals() || !seen || sight.changing !== undefined || sight.elsewhere !== undefined) return;
    healer.consider(candidatesOf({ topology: file.topology, sight, ledger, ran }));
  };
  const watchLock = (): void => {
    if (sight.changing === undefined || signal.aborted) return;
    const { changing } = sight;
    clearTimeout(lockPoll);
    lockPoll = setTimeout(() => {
      if (stackLockHolder(session.stateDirectory, file.topology.name)?.verb === changing) return watchLock();
      void request('event', 'all');
    }, LOCK_POLL);
  };
  const toldEnd = (id: string, name: string, { reason, time, exitCode }: Ending): ToldEnd => {
    const service = file.topology.services[name];
    const policy = service?.type === 'container' ? service.restart : 'no';
    const startsAgain = reason === 'crash' && policy !== 'no' && (policy !== 'on-failure' || exitCode !== 0);
    return { time, exitCode, startsAgain, outOfMemory: time - (outOfMemory.get(id) ?? 0) < OOM_BEFORE };
  };
  /** With the ends that were told after the look had asked. */
  const upToDate = (found: Sight): Sight =>
    found.containers.reduce((current, { id, service }) => {
      const ending = ledger.ending(id);
      return (ending === undefined ? undefined : withEnding(current, id, toldEnd(id, service, ending))) ?? current;
    }, found);
  const apply = async (looked: Sight, why: Occasion): Promise<void> => {
    const found = upToDate(looked);
    const unexplained = noteMissed({ before: sight, now: found, ledger, occasion: why });
    const ended = sight.changing !== undefined && sight.changing !== found.changing ? sight.changing : undefined;
    if (ended !== undefined) quietUntil = performance.now() + AFTERMATH;
    // Whoever runs a command wants what was given up tried anew; what the command itself gave up is left as it said.
    if (ended === 'up' || ended === 'restart') {
      healer.pardon('all');
      healer.leave(endedInLoop(found, ledger));
      ledger.pardon();
    }
    const isOther = sight.changing !== found.changing;
    const [left, leaves] = [earlierWords(sight.earlier), earlierWords(found.earlier)];
    const isTakenOrFreed = sight.elsewhere !== found.elsewhere;
    sight = found;
    if (left?.message !== leaves?.message) tellEarlier(leaves);
    if (isTakenOrFreed) tellStack();
    if (isOther) tell({ type: 'command', ...(found.changing === undefined ? {} : { verb: found.changing }) }, true);
    for (const each of found.containers) if (found.inspections.get(each.id)?.state === 'running') ran.add(each.name);
    const existing = new Set(found.containers.map(({ id }) => id));
    ledger.keepOnly(existing);
    for (const id of outOfMemory.keys()) if (!existing.has(id)) outOfMemory.delete(id);
    const skip = new Set(found.containers.filter(({ id }) => unexplained.has(id)).map(({ service }) => service));
    if (skip.size > 0 || found.ending.size > 0) {
      clearTimeout(behind);
      behind = setTimeout(() => void (skip.size > 0 ? request('regular', 'all') : request('event', [...found.ending])), skip.size > 0 ? BEHIND : TAKEN_DOWN);
    }
    prober.update(askedOf({ topology: file.topology, sight, ledger }));
    // What runs for long is not shown as starting only because nobody has asked it yet.
    if (!seen) await prober.asked();
    show({ late: why === 'first' || why === 'reconnected', skip });
    seen = true;
    watchLock();
    reconsider();
  };
  /** History once: when it is seen to begin, not when a core comes later. */
  const tellEarlier = (words: Status['earlier']): void => {
    if (words !== undefined && seen) tell({ type: 'note', message: `${words.message} ${words.hint}` });
    else tellStack();
  };
  /** That there is something new beside its services. */
  const tellStack = (): void => tell({ type: 'stack', ...(file.problem === undefined ? {} : { problem: file.problem }) }, true);
  const work = async (): Promise<void> => {
    while (occasion !== undefined && !signal.aborted) {
      const engine = client();
      if (engine === undefined) return;
      const [why, ids] = [occasion, stale];
      [occasion, stale] = [undefined, new Set()];
      try {
        const all = why !== 'event' || !seen;
        await apply(await look({ session, store, client: engine, topology: file.topology, before: sight, stale: all ? 'all' : ids, signal }), seen ? why : 'first');
      } catch (error) {
        if (signal.aborted) return;
        const { code, message } = asStackyardError(error);
        // The link tells of an engine that went, and asks for everything when it is back.
        if (code === 'ENGINE_UNREACHABLE' || code === 'ENGINE_TIMEOUT') return;
        tell({ type: 'note', message: `the stack could not be looked at: ${message}` });
        return;
      }
    }
  };
  const request = (why: Occasion, ids: readonly string[] | 'all'): Promise<void> => {
    const weight: readonly Occasion[] = ['event', 'regular', 'first', 'reconnected', 'engine-restarted'];
    const wanted = ids === 'all' && why === 'event' ? 'regular' : why;
    if (occasion === undefined || weight.indexOf(wanted) > weight.indexOf(occasion)) occasion = wanted;
    if (ids !== 'all') for (const id of ids) stale.add(id);
    turn ??= work().finally(() => {
      turn = undefined;
      // A request may have come after the last look began.
      if (occasion !== undefined && client() !== undefined && !signal.aborted) void request(occasion, []);
    });
    return turn;
  };
  const reload = async (force: boolean): Promise<void> => {
    if (!(await file.reload({ force })) || signal.aborted) return;
    tell({ type: 'stack', ...(file.problem === undefined ? {} : { problem: file.problem }) });
    await request('regular', 'all');
  };

  return {
    get topology() {
      return file.topology;
    },
    get statuses() {
      return statuses.length > 0 ? statuses : statusesOf({ topology: file.topology, sight, ports: {}, prober, ledger, gaveUp: healer.gaveUp, redact });
    },
    get earlier() {
      return earlierWords(sight.earlier);
    },
    get elsewhere() {
      return sight.elsewhere === undefined ? undefined : otherFileWords(file.topology.name, sight.elsewhere);
    },
    get sight() {
      return sight;
    },
    get heals() {
      return healer.states();
    },
    notes,
    get problem() {
      return file.problem;
    },
    get readings() {
      return file.readings;
    },
    async reach(name, replica, cancel) {
      const service = file.topology.services[name];
      const engine = client();
      if (service === undefined || engine === undefined) return undefined;
      return reachOf(await probing(engine), { service, replica, signal: cancel });
    },
    event(event) {
      const { action, id, attributes } = event;
      if (attributes[labels.stack] !== file.topology.name) {
        // `up` made it, perhaps of a file that was given another name since it was read.
        if (isOfEarlierName(file.topology, attributes)) void (action === 'create' ? reload(true) : request('regular', 'all'));
        return;
      }
      // The other stack's; when the last of it goes, this one's turn begins.
      if (sight.elsewhere !== undefined && !isOfFile(file.topology, attributes)) return void request('event', [id]);
      const service = attributes[labels.service] ?? '';
      const commanded = stackLockHolder(session.stateDirectory, file.topology.name) !== undefined;
      const ending = ledger.note(event, commanded);
      if (action === 'oom') outOfMemory.set(id, event.time);
      const ended = ending === undefined || !seen || catchingUp ? undefined : withEnding(sight, id, toldEnd(id, service, ending));
      if (ended !== undefined) {
        sight = ended;
        show({ late: false, skip: new Set() });
      }
      if (action === 'oom') {
        const limit = sight.inspections.get(id)?.memoryBytes ?? 0;
        const message = `${service}: out of memory, a process was killed at its limit${limit > 0 ? ` of ${Math.round(limit / 2 ** 20)} MiB` : ''}`;
        if (notes.at(-1) !== message) tell({ type: 'note', message });
      }
      if (action === 'destroy' && commanded) ran.delete(attributes['name'] ?? '');
      if (action.startsWith('health_status')) prober.poke(service);
      const engine = client();
      const policy = file.topology.services[service];
      if (ending?.reason === 'crash' && leads() && !commanded && engine !== undefined && policy?.type === 'container' && policy.restart !== 'no') healer.engineStarts(service, { id, client: engine });
      void request('event', [id]);
      // `up` made it, perhaps of a file that was changed since it was read.
      if (action === 'create') void reload(true);
    },
    async refresh(why) {
      if (why === 'engine-restarted') ledger.engineRestarted();
      catchingUp = true;
      await request(why, 'all');
      catchingUp = false;
    },
    pause: () => prober.pause(),
    tick() {
      ticks += 1;
      if (ticks % FILE_EVERY === 0) void reload(false);
      const processes = Object.values(file.topology.services).some(({ type }) => type === 'process');
      if (ticks % LIST_EVERY === 0) void request('regular', 'all');
      else if (processes && ticks % PROCESSES_EVERY === 0) void request('event', []);
    },
    reconsider,
    async [Symbol.asyncDispose]() {
      stop.abort();
      clearTimeout(lockPoll);
      clearTimeout(behind);
      prober[Symbol.dispose]();
      await turn;
      await healer.settled();
    },
  };
}
