import { join, resolve } from 'node:path';
import { stackDirectory, tryLockFile } from '../../store/index.ts';
import { loadOrLast } from '../load-or-last.ts';
import type { Session } from '../session.ts';
import { createChangeFeed } from './change-feed.ts';
import { startClock } from './clock.ts';
import { linkEngine } from './engine-link.ts';
import { createLeadership } from './leadership.ts';
import { startMaintenance } from './maintenance.ts';
import { startSampler } from './metrics/sampler.ts';
import { createRecorder } from './recorder.ts';
import { watchStack, type StackWatch } from './stack.ts';
import { startTraffic } from './traffic/traffic.ts';
import type { CoreDetail, StackSnapshot, Supervisor } from './types.ts';

interface Followed {
  readonly watch: StackWatch;
  readonly leadership: ReturnType<typeof createLeadership>;
  /** True once for each new name of the stack: what is led is led under a name. */
  readonly renamed: () => boolean;
  /** The first look is done, or takes too long. Before it every service would be told as stopped. */
  readonly looked: Promise<void>;
  readonly hasLooked: () => boolean;
}

/** How long (ms) `follow` waits for the first look at a stack. */
const FIRST_LOOK = 6_000;

/**
 * Supervises stacks until it is disposed: one engine subscription, one clock and one sampler for all of them. Needs the store; the
 * engine may come and go.
 */
export async function createSupervisor(session: Session): Promise<Supervisor> {
  const store = await session.store();
  const settings = await session.settings();
  const feed = createChangeFeed();
  const followed = new Map<string, Followed>();
  const coreNotes: string[] = [];
  let heard = settings.changed.count;
  const recorder = createRecorder(store, (message) => noteOfCore(message));

  const all = (): readonly Followed[] => [...followed.values()];
  const tellAll = (change: CoreDetail): void => {
    feed.push(change);
    for (const { watch, leadership } of all()) if (leadership.leads) recorder.record(watch.topology.name, change);
  };
  const noteOfCore = (message: string): void => {
    coreNotes.push(message);
    for (const { watch } of all()) feed.push({ type: 'note', message, file: watch.topology.file, stack: watch.topology.name });
  };
  const link = linkEngine(session, {
    connected(_client, { first, restarted, mayHaveEnded, away }) {
      const change: CoreDetail = { type: 'engine', engine: link.state, ...(restarted ? { restarted } : {}), ...(away === undefined ? {} : { awaySeconds: Math.max(1, Math.round(away / 1000)) }) };
      // That a core has found its engine, or lost it for a moment, is news for who looks on, and no history.
      if (restarted || away !== undefined) tellAll(change);
      else feed.push(change);
      for (const { watch } of all()) void watch.refresh(mayHaveEnded ? 'engine-restarted' : first ? 'first' : 'reconnected');
    },
    lost(state) {
      for (const { watch } of all()) watch.pause();
      tellAll({ type: 'engine', engine: state });
    },
    event(event) {
      for (const { watch } of all()) watch.event(event);
    },
  });
  const sampler = startSampler({ session, store, client: () => link.client, stacks: () => all().map(({ watch, leadership }) => ({ watch, records: leadership.leads })) });
  const traffic = startTraffic({ kind: session.kind, stacks: () => all().map(({ watch }) => watch) });
  const maintenance = startMaintenance({ store, settings }, noteOfCore);
  const clock = startClock({
    tick() {
      // Another process may have changed them. A store that cannot be read is told by its maintenance; what was known holds meanwhile.
      void settings.refresh().catch(() => undefined);
      const isChanged = settings.changed.count !== heard;
      heard = settings.changed.count;
      for (const { watch, leadership, renamed } of all()) {
        watch.tick();
        if (isChanged) watch.reconsider();
        void (watch.sight.elsewhere === undefined && !renamed() ? leadership.seek() : leadership.yield());
      }
    },
    woke(milliseconds) {
      tellAll({ type: 'woke', seconds: Math.round(milliseconds / 1000) });
      for (const { watch } of all()) void watch.refresh('reconnected');
    },
  });
  const snapshotOf = ({ watch, leadership }: Followed): StackSnapshot => ({
    file: watch.topology.file,
    stack: watch.topology.name,
    sequence: feed.sequence,
    engine: link.state,
    status: { stack: watch.topology.name, services: [...watch.statuses], ...(watch.earlier === undefined ? {} : { earlier: watch.earlier }), ...(watch.elsewhere === undefined ? {} : { elsewhere: watch.elsewhere }) },
    heals: watch.heals,
    notes: [...coreNotes.slice(-20), ...watch.notes].slice(-20),
    leading: leadership.leads,
    readings: watch.readings,
    ...(watch.problem === undefined ? {} : { problem: watch.problem }),
    ...(watch.sight.changing === undefined ? {} : { changing: watch.sight.changing }),
  });
  const snapshotAfterLook = async (entry: Followed): Promise<StackSnapshot> => {
    await entry.looked;
    return snapshotOf(entry);
  };
  const find = (file: string): Followed | undefined => {
    const path = resolve(file);
    return followed.get(path) ?? followed.get(join(path, 'stackyard.yaml'));
  };
  return {
    get engine() {
      return link.state;
    },
    async follow(file) {
      const known = find(file);
      if (known !== undefined) return snapshotAfterLook(known);
      const { topology, problem } = await loadOrLast(session, file);
      // Another call may have been quicker.
      const other = followed.get(topology.file);
      if (other !== undefined) return snapshotAfterLook(other);
      const leadership = createLeadership(() => tryLockFile(join(stackDirectory(session.stateDirectory, watch.topology.name), 'supervisor.db')), () => watch.reconsider());
      const watch = watchStack({ session, store, topology, problem: problem?.message, feed, recorder, client: () => link.client, leads: () => leadership.leads, heals: () => settings.current.heal });
      const looking = Promise.all([leadership.seek(), link.known]).then(() => (link.client === undefined ? undefined : watch.refresh('first')));
      let hasLooked = false;
      let led = topology.name;
      const renamed = (): boolean => {
        const before = led;
        led = watch.topology.name;
        return led !== before;
      };
      const looked = untilLooked(looking).finally(() => (hasLooked = true));
      const entry = { watch, leadership, renamed, looked, hasLooked: () => hasLooked };
      followed.set(topology.file, entry);
      await looked;
      if (watch.sight.elsewhere !== undefined) await leadership.yield();
      return snapshotOf(entry);
    },
    async forget(file) {
      const entry = find(file);
      if (entry === undefined) return;
      followed.delete(entry.watch.topology.file);
      await entry.watch[Symbol.asyncDispose]();
      await entry.leadership[Symbol.asyncDispose]();
    },
    snapshot(file) {
      const entry = find(file);
      return entry?.hasLooked() === true ? snapshotOf(entry) : undefined;
    },
    snapshots: () => all().map(snapshotOf),
    changes: (signal, after) => feed.read(signal, after),
    samples: (signal, options = {}) => sampler.samples(signal, options),
    traffic: (signal, file) => traffic.samples(signal, file),
    async [Symbol.asyncDispose]() {
      clock[Symbol.dispose]();
      await Promise.all([sampler[Symbol.asyncDispose](), traffic[Symbol.asyncDispose](), maintenance[Symbol.asyncDispose](), link[Symbol.asyncDispose]()]);
      for (const { watch, leadership } of all()) {
        await watch[Symbol.asyncDispose]();
        await leadership[Symbol.asyncDispose]();
      }
      followed.clear();
      await recorder.settled();
      feed.close();
    },
  };
}

/** A first look that hangs must not hold up whoever asked for the stack; its changes come later. */
async function untilLooked(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, FIRST_LOOK);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}
