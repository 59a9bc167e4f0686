import type { CDPSession } from '@playwright/test';

interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly (readonly string[])[] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** What the browser notes for the inspector that drives it; without one it keeps none. */
const ofInspector = 'blink::NetworkResourcesData::ResourceData';

/**
 * Megabytes that a page's objects hold after garbage collection. What V8 compiles is left out: it grows for as long as code gets hotter, and
 * is the engine's to drop.
 */
export async function pageHeap(inspector: CDPSession): Promise<number> {
  for (let pass = 0; pass < 3; pass += 1) await inspector.send('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  const collect = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk);
  inspector.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  inspector.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = [fields.indexOf('type'), fields.indexOf('name'), fields.indexOf('self_size')];
  const code = types[0]?.indexOf('code') ?? -1;
  const noted = strings.indexOf(ofInspector);
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) if (nodes[at + type] !== code && nodes[at + name] !== noted) bytes += nodes[at + size] ?? 0;
  return bytes / 1e6;
}

/** Nodes of documents and listeners that are alive after garbage collection, also those that no document shows any more. */
export async function livingNodes(inspector: CDPSession): Promise<number> {
  await inspector.send('HeapProfiler.collectGarbage');
  await inspector.send('Performance.enable');
  const { metrics } = await inspector.send('Performance.getMetrics');
  return metrics.filter(({ name }) => name === 'Nodes' || name === 'JSEventListeners').reduce((sum, { value }) => sum + value, 0);
}
