import type { BuildStep, LayerProgress } from './job-progress.ts';

/** An image on its way: pulled layer by layer, or built step by step. */
export interface ImageProgress {
  readonly image: string;
  readonly layers: readonly LayerProgress[];
  readonly layersDone: number;
  /** Bytes that came and that are known to come; both 0 where sizes are not told. */
  readonly bytes: number;
  readonly bytesTotal: number;
  /** Of a build: its steps so far, the last being the one it is at. */
  readonly steps: readonly BuildStep[];
  /** What a build said last. */
  readonly line?: string;
  readonly isDone: boolean;
}

const over = new Set(['pull complete', 'already exists']);
/** Phases in which the layer is still on its way; in all others it has come. */
const coming = new Set(['downloading', 'waiting', 'pulling fs layer']);

export const isLayerDone = ({ phase }: LayerProgress): boolean => over.has(phase);

const bytesOf = ({ phase, current = 0, total = 0 }: LayerProgress): number => (phase === 'already exists' ? 0 : coming.has(phase) ? Math.min(current, total) : total);

/** Layers as they were told, by image, in the order in which each was first heard of. */
export function imageProgress(layers: readonly LayerProgress[]): readonly ImageProgress[] {
  return [...Map.groupBy(layers, ({ image }) => image)].map(([image, all]) => {
    const pulled = all.filter(({ layer }) => layer !== '');
    const build = all.find(({ layer }) => layer === '');
    const layersDone = pulled.filter(isLayerDone).length;
    return {
      image,
      layers: pulled,
      layersDone,
      bytes: pulled.reduce((sum, layer) => sum + bytesOf(layer), 0),
      bytesTotal: pulled.reduce((sum, { phase, total = 0 }) => sum + (phase === 'already exists' ? 0 : total), 0),
      steps: build?.steps ?? [],
      ...(build === undefined || build.phase.startsWith('Step ') ? {} : { line: build.phase }),
      isDone: pulled.length > 0 && layersDone === pulled.length,
    };
  });
}
