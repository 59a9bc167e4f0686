import { childOf, type MapTree, type Tree } from '../../topology/yaml-tree.ts';
import type { Origins } from './origins.ts';

/** The lines of the comment that stands directly above the line of a place in a text; without `#`. */
function commentAbove(text: string, offset: number): readonly string[] {
  const lines = text.slice(0, offset).split('\n');
  const found: string[] = [];
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    const comment = /^\s*#(.*)$/.exec(lines[index] ?? '')?.[1];
    if (comment === undefined) break;
    found.unshift(comment.replace(/\r$/, ''));
  }
  return found;
}

/** The comment at the top of a file, where a blank line or nothing parts it from the first key; without `#`. */
export function headComment(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, Math.max(end, 0)).map((line) => line.slice(1));
}

/** Comments above the keys of a map, each by its key. */
export function commentsOf(tree: MapTree, origins: Origins): ReadonlyMap<string, readonly string[]> {
  const entries = [...tree.entries].map(([key, { keyOffset, value }]) => [key, commentAbove(origins.of(value)?.text ?? '', keyOffset)] as const);
  return new Map(entries.filter(([, lines]) => lines.length > 0));
}

/** The comment above a service's name. Nothing where what stands there is shared by an anchor. */
export function commentOfService(services: Tree | undefined, name: string, origins: Origins): readonly string[] {
  if (services?.type !== 'map') return [];
  const entry = services.entries.get(name);
  return entry === undefined ? [] : commentAbove(origins.of(childOf(services, name) ?? entry.value)?.text ?? '', entry.keyOffset);
}
