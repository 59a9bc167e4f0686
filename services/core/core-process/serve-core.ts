import { router } from '../router/index.ts';
import type { CoreHost } from '../router/host.ts';
import type { Session } from '../session.ts';
import { createAnswer, createAttachments, serveUnixSocket, type Attachments, type TransportOptions } from '../transports/index.ts';
import { createCoreHost } from './core-host.ts';
import { createLeaving } from './leaving.ts';

export interface ServeCoreOptions {
  readonly session: Session;
  readonly version: string;
  /** From corePaths(); the caller holds the core's lock. */
  readonly socket: string;
  readonly log: (message: string) => void;
  /** Milliseconds without a shell and without a job after which it ends by itself; absent: never. */
  readonly idleMilliseconds?: number;
}

export interface ServedCore extends AsyncDisposable {
  readonly host: CoreHost;
  /** For further transports: the ports of a desktop app. */
  readonly transport: TransportOptions;
  /** Why it should end: resolves once it was asked to, or nobody needs it any more. */
  readonly leaving: Promise<string>;
}

/** A core with all it needs, listening on its unix socket. */
export async function serveCore({ session, version, socket, log, idleMilliseconds }: ServeCoreOptions): Promise<ServedCore> {
  const leaving = createLeaving(idleMilliseconds);
  const attachments: Attachments = createAttachments((count) => leaving.shells(count));
  await using stack = new AsyncDisposableStack();
  const host = stack.use(await createCoreHost({ session, version, log, shutdown: (now) => leaving.ask(now), onJobs: (running) => leaving.jobs(running) }));
  const transport: TransportOptions = { answer: createAnswer(router, host), attachments, log };
  // Closed before what answers it.
  stack.use(await serveUnixSocket({ path: socket, ...transport }));
  const opened = stack.move();
  return { host, transport, leaving: leaving.reason, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
