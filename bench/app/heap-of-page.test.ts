import { describe, expect, test } from 'vitest';
import { heapOfPage, type HeapSnapshot } from './heap-of-page.ts';

interface Held {
  readonly name: string;
  readonly bytes: number;
  readonly type?: 'code' | 'object';
  /** What it holds: the name of the edge and the place in the list. */
  readonly holds?: readonly (readonly [edge: string, to: number, type?: 'weak'])[];
}

function snapshotOf(objects: readonly Held[]): HeapSnapshot {
  const strings = [...new Set(objects.flatMap(({ name, holds = [] }) => [name, ...holds.map(([edge]) => edge)]))];
  return {
    snapshot: {
      meta: {
        node_fields: ['type', 'name', 'self_size', 'edge_count'],
        node_types: [['object', 'code']],
        edge_fields: ['type', 'name_or_index', 'to_node'],
        edge_types: [['internal', 'weak']],
      },
    },
    nodes: objects.flatMap(({ name, bytes, type, holds = [] }) => [type === 'code' ? 1 : 0, strings.indexOf(name), bytes, holds.length]),
    edges: objects.flatMap(({ holds = [] }) => holds.flatMap(([edge, to, type]) => [type === 'weak' ? 1 : 0, strings.indexOf(edge), to * 4])),
    strings,
  };
}

describe('the heap of a page', () => {
  test('is what is held from the root, each once', () => {
    const shared = [{ name: 'root', bytes: 1, holds: [['a', 1], ['b', 2]] }, { name: 'Array', bytes: 10, holds: [['0', 3]] }, { name: 'Array', bytes: 100, holds: [['0', 3], ['back', 0]] }, { name: 'Row', bytes: 1_000 }] as const;
    expect(heapOfPage(snapshotOf(shared))).toEqual({ bytes: 1_111, objects: 4 });
  });

  test('counts what the page keeps that it was left with', () => {
    const page = (kept: number): HeapSnapshot => snapshotOf([{ name: 'Window', bytes: 1, holds: Array.from({ length: kept }, (_, index) => ['kept', index + 1] as const) }, ...Array.from({ length: kept }, () => ({ name: 'HTMLDivElement', bytes: 8 }))]);
    expect(heapOfPage(page(100))).toEqual({ bytes: 801, objects: 101 });
    expect(heapOfPage(page(200))).toEqual({ bytes: 1_601, objects: 201 });
  });

  test('leaves out what the browser alone holds, with all behind it, and what is compiled', () => {
    const noted = [{ name: 'root', bytes: 1, holds: [['notes', 1], ['map', 3], ['gone', 5, 'weak']] }, { name: 'LayoutShift', bytes: 10, holds: [['rectangle', 2]] }, { name: 'DOMRectReadOnly', bytes: 100 }, { name: 'Map', bytes: 1_000, holds: [['dependent_code', 4], ['code', 6]] }, { name: 'WeakArrayList', bytes: 10_000 }, { name: 'Dead', bytes: 100_000 }, { name: 'function', bytes: 1_000_000, type: 'code' }] as const;
    expect(heapOfPage(snapshotOf(noted))).toEqual({ bytes: 1_001, objects: 2 });
  });

  test('counts what the browser notes and the page holds as well', () => {
    const both = [{ name: 'root', bytes: 1, holds: [['notes', 1], ['mine', 2]] }, { name: 'LayoutShift', bytes: 10, holds: [['node', 2]] }, { name: 'HTMLDivElement', bytes: 100 }] as const;
    expect(heapOfPage(snapshotOf(both))).toEqual({ bytes: 101, objects: 2 });
  });
});
