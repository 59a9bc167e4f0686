import type { CDPSession } from '@playwright/test';

interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly (readonly string[])[] } };
  readonly nodes: readonly number[];
}

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
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const code = types[0]?.indexOf('code') ?? -1;
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) if (nodes[at + type] !== code) bytes += nodes[at + size] ?? 0;
  return bytes / 1e6;
}
