import { setTimeout } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import { heapOfPage, type HeapOfPage, type HeapSnapshot } from './heap-of-page.ts';

const looks = 4;
/** Together longer than what is measured is asked for again: ten seconds. */
const restMilliseconds = 4_000;

/**
 * What a page holds after garbage collection, without what the browser keeps for itself: the least of some looks. Now and then the page holds
 * the answer before the last as well, some hundred objects, until it asks again; what it does not let go is there at each look.
 */
export async function pageHeap(inspector: CDPSession): Promise<HeapOfPage> {
  const heaps = [await look(inspector)];
  while (heaps.length < looks) {
    await setTimeout(restMilliseconds);
    heaps.push(await look(inspector));
  }
  return { bytes: Math.min(...heaps.map(({ bytes }) => bytes)), objects: Math.min(...heaps.map(({ objects }) => objects)) };
}

async function look(inspector: CDPSession): Promise<HeapOfPage> {
  for (let pass = 0; pass < 3; pass += 1) await inspector.send('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  const collect = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk);
  inspector.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  inspector.off('HeapProfiler.addHeapSnapshotChunk', collect);
  return heapOfPage(JSON.parse(chunks.join('')) as HeapSnapshot);
}

/** Nodes of documents and listeners that are alive after garbage collection, also those that no document shows any more. */
export async function livingNodes(inspector: CDPSession): Promise<number> {
  await inspector.send('HeapProfiler.collectGarbage');
  await inspector.send('Performance.enable');
  const { metrics } = await inspector.send('Performance.getMetrics');
  return metrics.filter(({ name }) => name === 'Nodes' || name === 'JSEventListeners').reduce((sum, { value }) => sum + value, 0);
}
