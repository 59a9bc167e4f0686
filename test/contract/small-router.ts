import { withEventMeta } from '@orpc/server';
import { protocolVersion } from '../../services/contract/connect/protocol.ts';
import { StackyardError } from '../../services/contract/errors.ts';
import { settingsSchema } from '../../services/contract/views/settings-view.ts';
import type { CoreHost } from '../../services/core/router/host.ts';
import { procedures } from '../../services/core/router/procedures.ts';
import { createAnswer, type Answer } from '../../services/core/transports/index.ts';

/** What the handlers below met, for the tests to look at. */
export interface Seen {
  readonly logged: string[];
  /** Names of handlers whose signal aborted, and of streams whose `finally` ran. */
  readonly aborted: string[];
  readonly ended: string[];
  readonly started: string[];
  readonly written: string[];
  /** Items made by `logs.read`. */
  produced: number;
  /** First numbers of `jobs.follow`, one for each time that it was opened. */
  readonly resumedFrom: number[];
}

const bigLine = { service: 'api', replica: 0, stream: 'stdout', time: '2026-01-01T00:00:00Z', text: 'x'.repeat(100_000) } as const;

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

/** A few procedures of the contract, behind the real error middleware, that do what the battery needs. */
function routerFor(seen: Seen, protocol: number) {
  return {
    core: {
      info: procedures.core.info.handler(() => ({ version: '0.0.0', protocol, pid: process.pid, startedAt: '2026-01-01T00:00:00Z', notices: [] })),
    },
    services: procedures.services.router({
      detail: procedures.services.detail.handler(() => {
        throw new StackyardError('INVALID_STACK', 'cache: two mistakes.', {
          hint: 'Mend them.',
          service: 'cache',
          at: { file: 'stackyard.yaml', line: 3, column: 5 },
          related: [new StackyardError('PORT_IN_USE', 'Port 6379 is taken.', { hint: 'Free it.' })],
        });
      }),
      reveal: procedures.services.reveal.handler(() => {
        throw new Error('password hunter2 was wrong');
      }),
      configFile: procedures.services.configFile.handler(({ input }) => ({ path: input.path, content: 'c'.repeat(10_000_000), secret: false })),
    }),
    files: {
      check: procedures.files.check.handler(({ input }) => [{ file: input.file, message: String(Buffer.byteLength(input.text)), line: 1, column: 1 }]),
    },
    stacks: {
      env: procedures.stacks.env.handler(({ input }) => ({ [input.file]: { CONTEXT: input.context } })),
      status: procedures.stacks.status.handler(async ({ signal }) => {
        seen.started.push('status');
        signal?.addEventListener('abort', () => seen.aborted.push('status'));
        return untilAborted(signal);
      }),
      changes: procedures.stacks.changes.handler(async function* ({ signal }) {
        try {
          seen.started.push('changes');
          signal?.addEventListener('abort', () => seen.aborted.push('changes'));
          yield { items: [{ type: 'note' as const, message: 'first' }] };
          await untilAborted(signal);
        } finally {
          seen.ended.push('changes');
        }
      }),
    },
    logs: {
      read: procedures.logs.read.handler(async function* ({ input }) {
        for (let sent = 0; sent < (input.tail ?? 0); sent += 1) {
          seen.produced += 1;
          yield { lines: [bigLine], skipped: 0 };
        }
      }),
    },
    jobs: {
      follow: procedures.jobs.follow.handler(async function* ({ input, lastEventId }) {
        const first = lastEventId === undefined ? 0 : Number(lastEventId) + 1;
        seen.resumedFrom.push(first);
        for (let number = first; number < 40; number += 1) {
          yield withEventMeta({ items: [{ type: 'note' as const, message: String(number) }] }, { id: String(number), retry: 10 });
          await new Promise((resolve) => setImmediate(resolve));
        }
        if (input.id === 'fails') throw new StackyardError('NOT_READY', 'cache is not ready.', { hint: 'See its logs.' });
        if (input.id === 'breaks') throw new Error('password hunter2 again');
      }),
    },
    projects: {
      browse: procedures.projects.browse.handler(({ input }) => ({ state: 'closed', folder: input.folder ?? '/', reason: 'no-permission', message: 'You may not look into it.' })),
      create: procedures.projects.create.handler(async ({ input, signal }) => {
        seen.written.push(input.name);
        return untilAborted(signal);
      }),
    },
    exports: {
      write: procedures.exports.write.handler(async ({ input, signal }) => {
        seen.written.push(input.digest);
        return untilAborted(signal);
      }),
    },
    settings: {
      watch: procedures.settings.watch.handler(async function* () {
        // Always the whole: a stream without ids begins anew after a lost connection.
        seen.started.push('settings');
        for (let eventDays = 1; ; eventDays += 1) {
          yield settingsSchema.parse({ eventDays });
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),
    },
    terminals: {
      write: procedures.terminals.write.handler(async ({ input, signal }) => {
        seen.written.push(input.text);
        return untilAborted(signal);
      }),
    },
  };
}

/** `protocol`: of a core of another version. */
export function smallCore({ protocol = protocolVersion }: { readonly protocol?: number } = {}): { readonly answer: Answer; readonly seen: Seen } {
  const seen: Seen = { logged: [], aborted: [], ended: [], started: [], written: [], produced: 0, resumedFrom: [] };
  // The procedures above take from the host only what the error middleware takes.
  const host = { log: (message: string) => void seen.logged.push(message), session: { stateDirectory: '/state' } } as CoreHost;
  return { answer: createAnswer(routerFor(seen, protocol), host), seen };
}
