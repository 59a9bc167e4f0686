import { setTimeout as delay } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../../engine/index.ts';

interface DiskUsage {
  readonly Volumes: readonly { readonly Name: string; readonly UsageData?: { readonly Size: number } | null }[] | null;
}

/** Name → bytes. */
export type VolumeSizes = ReadonlyMap<string, number>;

const longest = 60_000;
const again = 100;
const counting = new WeakMap<EngineClient, Promise<VolumeSizes>>();

/**
 * Of all volumes. The engine counts their files, which may take seconds, and refuses to do so twice at once: who asks meanwhile gets the same
 * answer. Rejects with ENGINE_TIMEOUT where it is not there after `deadline` milliseconds, or CANCELLED.
 */
export async function volumeSizes(client: EngineClient, { deadline = longest, signal }: { readonly deadline?: number; readonly signal?: AbortSignal } = {}): Promise<VolumeSizes> {
  const shared = counting.get(client) ?? count(client).finally(() => counting.delete(client));
  counting.set(client, shared);
  const answered = new AbortController();
  const stop = AbortSignal.any([answered.signal, ...(signal === undefined ? [] : [signal])]);
  const limit = delay(deadline, undefined, { signal: stop }).then(
    () => Promise.reject(new StackyardError('ENGINE_TIMEOUT', `The Docker engine did not tell the sizes of its volumes within ${deadline / 1_000} s.`, { hint: 'Try again later: it counts every file.' })),
    () => Promise.reject(new StackyardError('CANCELLED', 'Cancelled.')),
  );
  try {
    return await Promise.race([shared, limit]);
  } finally {
    answered.abort();
  }
}

async function count(client: EngineClient): Promise<VolumeSizes> {
  const end = performance.now() + longest;
  for (;;) {
    try {
      // Older engines count everything, whatever is asked for.
      const usage = await client.call<DiskUsage>({ method: 'GET', path: '/system/df', query: { type: 'volume' }, deadline: longest });
      return new Map((usage.Volumes ?? []).flatMap(({ Name, UsageData }) => (UsageData === undefined || UsageData === null || UsageData.Size < 0 ? [] : [[Name, UsageData.Size] as const])));
    } catch (error) {
      // Another program's: ours are shared.
      if (!(error instanceof Error) || !/disk usage operation is already running/iu.test(error.message) || performance.now() > end) throw error;
      await delay(again);
    }
  }
}
