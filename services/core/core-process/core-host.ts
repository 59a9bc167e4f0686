import type { CoreHost } from '../router/host.ts';
import { createBell } from '../bell.ts';
import { createCore } from '../core.ts';
import { createExportPreviews } from '../export/previews.ts';
import { createJobs } from '../jobs/jobs.ts';
import type { Session } from '../session.ts';
import { knownAndFollowed } from '../stacks/followed-stacks.ts';
import { createSupervisor } from '../supervisor/supervisor.ts';
import type { Supervisor } from '../supervisor/types.ts';
import { createTerminals } from '../terminals/terminals.ts';

export interface CoreHostOptions {
  readonly session: Session;
  readonly version: string;
  readonly log: (message: string) => void;
  readonly shutdown: (now: boolean) => void;
  /** After a job began or ended. */
  readonly onJobs: (running: number) => void;
}

/** Everything the router works with. Closing it cancels what runs, then closes the session. */
export async function createCoreHost({ session, version, log, shutdown, onJobs }: CoreHostOptions): Promise<CoreHost & AsyncDisposable> {
  const changed = createBell();
  const core = createCore(session);
  const jobs = createJobs(core, () => {
    changed.ring();
    onJobs(jobs.running);
  });
  const supervisor = await createSupervisor(session);
  const terminals = createTerminals(session, { log });
  const closing = new AbortController();
  const listening = listen(supervisor, { signal: closing.signal, ring: () => changed.ring() });
  const knownStacks = knownAndFollowed({ session, supervisor, log });
  await knownStacks();
  return {
    session,
    core,
    jobs,
    supervisor,
    knownStacks,
    terminals,
    exportPreviews: createExportPreviews(session),
    changed,
    version,
    startedAt: new Date().toISOString(),
    log,
    shutdown,
    async [Symbol.asyncDispose]() {
      await jobs[Symbol.asyncDispose]();
      await terminals[Symbol.asyncDispose]();
      closing.abort();
      await listening;
      await supervisor[Symbol.asyncDispose]();
      await core[Symbol.asyncDispose]();
    },
  };
}

async function listen(supervisor: Supervisor, { signal, ring }: { readonly signal: AbortSignal; readonly ring: () => void }): Promise<void> {
  for await (const _batch of supervisor.changes(signal)) ring();
}
