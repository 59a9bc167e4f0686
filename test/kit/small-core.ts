import { join } from 'node:path';
import { createExportPreviews } from '../../services/core/export/previews.ts';
import { openCore } from '../../services/core/index.ts';
import type { CoreHost } from '../../services/core/router/host.ts';
import { router } from '../../services/core/router/index.ts';
import { openSession, type Session } from '../../services/core/session.ts';
import { createTerminals } from '../../services/core/terminals/terminals.ts';
import { createAnswer, createAttachments } from '../../services/core/transports/index.ts';
import { connectLocally } from '../../services/core/transports/local-channel.ts';
import type { Core } from '../../services/contract/core.ts';
import type { CoreClient } from '../../services/contract/client.ts';

export interface SmallCore extends AsyncDisposable {
  readonly session: Session;
  readonly core: Core;
  /** What went to the log. */
  readonly logged: readonly string[];
  /** A connection of its own; disposing it is a shell that leaves. */
  connect(): { readonly client: CoreClient } & Disposable;
  endTerminals(): Promise<void>;
}

export interface SmallCoreOptions {
  /** State directory. */
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly abandonMilliseconds?: number;
}

/** The real router over the real session, without supervisor and jobs: for procedures that need neither. */
export async function smallCore({ home, environment = {}, abandonMilliseconds }: SmallCoreOptions): Promise<SmallCore> {
  const options = { environment: { ...process.env, STACKYARD_HOME: home, ...environment }, resourcesDirectory: join(import.meta.dirname, '..', '..') };
  const session = openSession(options);
  const core = await openCore(options);
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const terminals = createTerminals(session, { log, ...(abandonMilliseconds === undefined ? {} : { abandonMilliseconds }) });
  const host: Partial<CoreHost> = { session, core, terminals, exportPreviews: createExportPreviews(session), version: 'test', startedAt: new Date().toISOString(), log };
  const answer = createAnswer(router, host as CoreHost);
  const attachments = createAttachments(() => undefined);
  return {
    session,
    core,
    logged,
    connect: () => connectLocally({ answer, attachments, log }),
    endTerminals: async () => terminals[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      await terminals[Symbol.asyncDispose]();
      await core[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
    },
  };
}
