import { lockOrLeave } from '../lock-or-leave.ts';
import { openSession } from '../session.ts';
import type { Environment } from '../topology.ts';
import type { CorePaths } from './paths.ts';
import { serveCore, type ServedCore } from './serve-core.ts';

const takeOverMilliseconds = 20_000;

export interface OwnCoreOptions {
  readonly paths: CorePaths;
  readonly environment: Environment;
  /** Folder that holds `compose-templates` and `resources`. */
  readonly resourcesDirectory: string;
  readonly version: string;
  readonly say: (text: string) => void;
  /** As in ServeCoreOptions. */
  readonly idleMilliseconds?: number;
}

/** Becomes the core of the user, holding its lock; undefined when another one lives and answers. One that is just leaving is waited for. */
export async function becomeCore({ paths, environment, resourcesDirectory, version, say, idleMilliseconds }: OwnCoreOptions): Promise<ServedCore | undefined> {
  await using stack = new AsyncDisposableStack();
  const lock = await lockOrLeave({ ...paths, patience: takeOverMilliseconds });
  if (lock === undefined) return undefined;
  stack.use(lock);
  const session = openSession({ environment, resourcesDirectory });
  const log = (message: string): void => say(session.redactor.redact(message));
  process.on('unhandledRejection', (error) => log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
  const served = stack.use(await serveCore({ session, version, socket: paths.socket, log, ...(idleMilliseconds === undefined ? {} : { idleMilliseconds }) }));
  for (const notice of (await session.store()).notices) log(notice);
  log(`answers on ${paths.socket}`);
  const opened = stack.move();
  return { host: served.host, transport: served.transport, leaving: served.leaving, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
