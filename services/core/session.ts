import { homedir } from 'node:os';
import { join } from 'node:path';
import { connectEngine } from '../engine/client/index.ts';
import type { EngineClient } from '../engine/index.ts';
import { kinds } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import { createFingerprint, createRedactor, openShelf, openStore, stateDirectory, type Redactor, type Store } from '../store/index.ts';
import { edition } from './edition.ts';
import { nodeReader } from './node-reader.ts';
import type { AppSettings } from './settings/app-settings.ts';
import type { StackReader } from '../topology/reader.ts';
import { stackMemory } from './stack-memory/index.ts';
import type { Environment, Topology } from './topology.ts';

export interface SessionOptions {
  readonly environment: Environment;
  /** Folder that holds `compose-templates` and `resources`. */
  readonly resourcesDirectory: string;
}

/** What a core has open; each part is opened at its first use and closed with the session. */
export interface Session extends AsyncDisposable {
  readonly environment: Environment;
  readonly resourcesDirectory: string;
  readonly stateDirectory: string;
  readonly redactor: Redactor;
  engine(): Promise<EngineClient>;
  /** Begins to connect while something else is done; whether it worked shows at `engine()`. */
  expectEngine(): void;
  store(): Promise<Store>;
  /** What the user set for all stacks. */
  settings(): Promise<AppSettings>;
  readonly kind: (id: string) => Promise<Kind | undefined>;
  fingerprint(value: string): string;
  load(file: string): Promise<Topology>;
  /** What the stack was when its file could be read last, by this core or, in a build, by one before it. */
  lastLoaded(file: string): Topology | undefined;
  /** What the stack would be if its file held this text. */
  loadText(file: string, text: string): Promise<Topology>;
  /** Every text that the stack is read from. */
  texts(file: string): Promise<readonly string[]>;
}

function once<Value>(make: () => Value): { (): Value; readonly made: Value | undefined } {
  let made: { readonly value: Value } | undefined;
  const get = () => {
    if (made !== undefined) return made.value;
    const opened = { value: make() };
    made = opened;
    // What could not be opened is tried again at the next call: a core outlives an engine that was not there yet.
    if (opened.value instanceof Promise) {
      opened.value.catch(() => {
        if (made === opened) made = undefined;
      });
    }
    return opened.value;
  };
  return Object.defineProperty(get, 'made', { get: () => made?.value }) as { (): Value; readonly made: Value | undefined };
}

export function openSession({ environment, resourcesDirectory }: SessionOptions): Session {
  const directory = stateDirectory(environment);
  const redactor = createRedactor();
  const closing = new AbortController();
  const engine = once(() => connectEngine({ environment, homeDirectory: environment['HOME'] ?? homedir(), platform: process.platform, signal: closing.signal }));
  const store = once(() => openStore(directory, { redactor }));
  const settings = once(async () => {
    const { openAppSettings } = await import('./settings/app-settings.ts');
    return openAppSettings(await store());
  });
  const fingerprint = once(() => createFingerprint(directory));
  const loaded = new Map<string, Promise<Kind>>();
  const kind = async (id: string): Promise<Kind | undefined> => {
    const entry = kinds.find((each) => each.id === id);
    if (entry === undefined) return undefined;
    const promise = loaded.get(id) ?? entry.load();
    loaded.set(id, promise);
    return promise;
  };
  const read = async (file: string, reader: StackReader): Promise<Topology> => {
    const { loadStack } = await import('../topology/load-stack.ts');
    return loadStack({ file, reader, kinds: kind, templateRoots: [join(resourcesDirectory, 'compose-templates')], environment });
  };
  const memory = stackMemory({
    reader: nodeReader,
    environment,
    load: read,
    ...(edition === undefined ? {} : { shelf: openShelf(directory, 'topologies', edition) }),
  });
  return {
    environment,
    resourcesDirectory,
    stateDirectory: directory,
    redactor,
    engine,
    expectEngine: () => void engine().catch(() => undefined),
    store,
    settings,
    kind,
    fingerprint: (value) => fingerprint()(value),
    load: (file) => memory.load(file),
    lastLoaded: (file) => memory.last(file),
    texts: (file) => memory.texts(file),
    async loadText(file, text) {
      const { overlayReader } = await import('./stack-file/overlay-reader.ts');
      return read(file, overlayReader(nodeReader, file, text));
    },
    async [Symbol.asyncDispose]() {
      // An engine that was expected and not needed must not be waited for.
      closing.abort();
      const opened = await Promise.allSettled([engine.made, store.made]);
      for (const each of opened) if (each.status === 'fulfilled') await each.value?.[Symbol.asyncDispose]();
    },
  };
}
