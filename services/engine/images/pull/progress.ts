import type { Report } from '../types.ts';

/** One document of a pull, as the engine sends it. */
interface PullDocument {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly progressDetail?: unknown;
}

export type PullActivity = 'downloading' | 'unpacking' | 'waiting';

const over = /^(?:Pull complete|Already exists)$/u;
const reportEvery = 100;

/** Follows one pull: what each layer does, what the whole of it waits for, and reports at most ten times a second per layer. */
export interface PullProgress {
  take(document: PullDocument): void;
  readonly activity: PullActivity;
  /** The engine said that it has the whole image. */
  readonly complete: boolean;
}

export function followPull(image: string, report: Report): PullProgress {
  const layers = new Map<string, { phase: string; reported: number }>();
  let complete = false;
  return {
    take(document) {
      const { id, status } = document;
      if (typeof status !== 'string') {
        // Podman ends with the image's id and nothing else.
        if (typeof id === 'string' && /^[\da-f]{64}$/u.test(id)) complete = true;
        return;
      }
      if (/^(?:Status|Digest): /u.test(status)) complete = true;
      // "Pulling from library/redis" carries the tag as its id.
      if (typeof id !== 'string' || status.startsWith('Pulling from')) return;
      const now = performance.now();
      const layer = layers.get(id) ?? { phase: '', reported: 0 };
      const changed = layer.phase !== status;
      layers.set(id, layer);
      layer.phase = status;
      if (!changed && now - layer.reported < reportEvery) return;
      layer.reported = now;
      report({ type: 'image', image, layer: id, phase: status.toLowerCase(), ...amounts(document.progressDetail) });
    },
    get activity() {
      const open = [...layers.values()].map(({ phase }) => phase).filter((phase) => !over.test(phase));
      if (open.some((phase) => phase === 'Extracting' || phase.startsWith('Verifying'))) return 'unpacking';
      const busy = open.filter((phase) => phase !== 'Download complete');
      return busy.length > 0 && busy.every((phase) => phase === 'Waiting') ? 'waiting' : 'downloading';
    },
    get complete() {
      return complete;
    },
  };
}

function amounts(detail: unknown): { readonly current?: number; readonly total?: number } {
  if (detail === null || typeof detail !== 'object') return {};
  const current = 'current' in detail && typeof detail.current === 'number' ? detail.current : undefined;
  const total = 'total' in detail && typeof detail.total === 'number' && detail.total > 0 ? detail.total : undefined;
  return { ...(current === undefined ? {} : { current }), ...(total === undefined ? {} : { total }) };
}
