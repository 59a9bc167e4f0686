export interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly (readonly string[])[];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly (readonly string[])[];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/**
 * What the browser notes or keeps for itself, by the name of what holds it: for the inspector that drives it, which nobody has otherwise; of
 * layout shifts, up to 150, of long tasks, up to 200, and of what a click leads to; files that were loaded, until it drops them; styles that
 * were computed.
 */
const browsersOwn = new Set(['blink::NetworkResourcesData', 'LayoutShift', 'PerformanceLongTaskTiming', 'blink::SoftNavigationHeuristics', 'blink::MemoryCache', 'blink::(anonymous namespace)::CSSPathCache', 'blink::CachedMatchedProperties']);

/** From an object to the compiled code that is dropped when the object changes its form. */
const toCode = 'dependent_code';

export interface HeapOfPage {
  readonly bytes: number;
  /** Objects and functions. */
  readonly objects: number;
}

/**
 * What is held otherwise than by the browser's own notes and by compiled code: those grow for as long as code gets hotter and until
 * notes are full, and are the browser's to drop. What the page holds as well is counted, so nothing that it keeps is left out.
 */
export function heapOfPage({ snapshot, nodes, edges, strings }: HeapSnapshot): HeapOfPage {
  const { node_fields: fields, node_types: types, edge_fields: edgeFields, edge_types: edgeTypes } = snapshot.meta;
  const [type, name, size, edgeCount] = [fields.indexOf('type'), fields.indexOf('name'), fields.indexOf('self_size'), fields.indexOf('edge_count')];
  const [edgeType, edgeName, toNode] = [edgeFields.indexOf('type'), edgeFields.indexOf('name_or_index'), edgeFields.indexOf('to_node')];
  const code = types[type]?.indexOf('code') ?? -1;
  const counted = ['object', 'closure'].map((each) => types[type]?.indexOf(each));
  const weak = edgeTypes[edgeType]?.indexOf('weak') ?? -1;
  const internal = edgeTypes[edgeType]?.indexOf('internal') ?? -1;
  const isLeft = new Set(strings.flatMap((text, index) => (browsersOwn.has(text) ? [index] : [])));
  const dependent = strings.indexOf(toCode);
  const count = nodes.length / fields.length;
  const firstEdge = new Uint32Array(count);
  for (let node = 1; node < count; node += 1) firstEdge[node] = (firstEdge[node - 1] ?? 0) + (nodes[(node - 1) * fields.length + edgeCount] ?? 0);
  const seen = new Uint8Array(count);
  const waiting = [0];
  seen[0] = 1;
  let bytes = 0;
  let objects = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const at = node * fields.length;
    if (nodes[at + type] !== code) bytes += nodes[at + size] ?? 0;
    if (counted.includes(nodes[at + type])) objects += 1;
    const first = firstEdge[node] ?? 0;
    for (let edge = first; edge < first + (nodes[at + edgeCount] ?? 0); edge += 1) {
      const from = edge * edgeFields.length;
      const kind = edges[from + edgeType];
      const to = (edges[from + toNode] ?? 0) / fields.length;
      if (seen[to] === 1 || kind === weak || (kind === internal && edges[from + edgeName] === dependent) || isLeft.has(nodes[to * fields.length + name] ?? -1)) continue;
      seen[to] = 1;
      waiting.push(to);
    }
  }
  return { bytes, objects };
}
