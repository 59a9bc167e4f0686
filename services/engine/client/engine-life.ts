import type { EngineClient } from '../types.ts';

/**
 * What is the same as long as the engine's process is, and another after its restart; undefined where nothing tells. An engine makes its
 * default network anew whenever it starts, except under `live-restore` with containers running, which such a restart leaves alone. It
 * tells neither its process nor its start.
 */
export async function engineLife(client: EngineClient, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const { Id, Created } = await client.call<{ readonly Id?: unknown; readonly Created?: unknown }>({ method: 'GET', path: '/networks/bridge', deadline: 2_500, ...(signal === undefined ? {} : { signal }) });
    return typeof Id === 'string' && typeof Created === 'string' ? `${Id} ${Created}` : undefined;
  } catch {
    // An engine without that network, a proxy that hides it, or the next loss, which the subscription tells.
    return undefined;
  }
}
