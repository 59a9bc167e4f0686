import { parseSize } from '../../topology/units.ts';
import { childOf, type MapTree, type Tree } from '../../topology/yaml-tree.ts';
import type { ComposeMount, Word } from '../types.ts';
import type { Reading } from './read-file.ts';
import { listAt, mapEntries, textAt, wordAt, wordOf } from './words.ts';

/** `volumes` in both forms. */
export function mountsOf(tree: MapTree, reading: Reading): readonly ComposeMount[] {
  return listAt(tree, 'volumes').flatMap((item) => (item.type === 'map' ? longForm(item, reading) : item.type === 'scalar' ? shortForm(item, reading) : []));
}

const knownFlags = new Set(['ro', 'rw', 'z', 'Z', 'cached', 'delegated', 'consistent']);

function shortForm(item: Tree & { readonly type: 'scalar' }, reading: Reading): readonly ComposeMount[] {
  const { problems, origins } = reading;
  const word = wordOf(item, origins);
  const fact = `volume ${item.text}`;
  const drive = /^[A-Za-z]:[\\/]/.test(item.text) ? 2 : 0;
  const parts = item.text.slice(drive).split(':');
  if (parts.length === 1 && item.text.startsWith('/')) return [{ type: 'anonymous', source: undefined, path: undefined, target: item.text, readOnly: false, lost: [], tmpfs: '', fact }];
  const [first = '', target = '', modes = '', ...rest] = parts;
  if (!target.startsWith('/') || rest.length > 0 || first === '') {
    problems.report({ message: `"${item.text}" is no volume.`, hint: 'Write name:/path or ./folder:/path.', at: origins.at(item) });
    return [];
  }
  const value = item.text.slice(0, drive) + first;
  const flags = modes === '' ? [] : modes.split(',');
  const source: Word = { value, text: sourceText(word.text, `:${parts.slice(1).join(':')}`) ?? value.replaceAll('$', '$$$$'), at: word.at };
  const isBind = /^[./~]/.test(value) || drive > 0;
  return [{ type: isBind ? 'bind' : 'volume', source, path: isBind ? pathOf(value, item, reading) : undefined, target, readOnly: flags.includes('ro'), lost: flags.filter((flag) => !knownFlags.has(flag)), tmpfs: '', fact }];
}

/** The part before the target, as it was written, variables and all. */
function sourceText(written: string, rest: string): string | undefined {
  return written.endsWith(rest) ? written.slice(0, -rest.length) : undefined;
}

function longForm(item: MapTree, reading: Reading): readonly ComposeMount[] {
  const type = textAt(item, 'type') ?? '';
  const source = wordAt(item, 'source', reading.origins);
  const target = textAt(item, 'target') ?? '';
  const tmpfs = childOf(item, 'tmpfs');
  const size = textAt(tmpfs, 'size');
  const mode = textAt(tmpfs, 'mode');
  const options = [...(size === undefined ? [] : [`size=${parseSize(size) ?? size}`]), ...(mode === undefined ? [] : [`mode=${Number(mode).toString(8)}`])];
  const lost = ['bind', 'volume', 'image', 'consistency'].flatMap((word) => (childOf(item, word)?.type === 'map' ? mapEntries(childOf(item, word)).map(([key]) => `${word}.${key}`) : []));
  if (!target.startsWith('/')) {
    reading.problems.report({ message: `"${target}" is no path in the container.`, hint: 'Write an absolute path.', at: reading.origins.at(childOf(item, 'target') ?? item) });
    return [];
  }
  const known = type === 'bind' || type === 'volume' || type === 'tmpfs' ? type : 'other';
  return [
    {
      type: known === 'volume' && source === undefined ? 'anonymous' : known,
      source,
      path: known === 'bind' && source !== undefined ? pathOf(source.value, item, reading) : undefined,
      target,
      readOnly: textAt(item, 'read_only') === 'true',
      // What Stackyard does anyway: a folder is never made, and a new volume takes what the image has there.
      lost: lost.filter((word) => word !== 'bind.create_host_path'),
      tmpfs: options.join(','),
      fact: `volume ${source === undefined ? '' : `${source.value}:`}${target}`,
    },
  ];
}

function pathOf(source: string, item: Tree, { reader, origins }: Reading): string | undefined {
  return source.startsWith('~') ? undefined : reader.resolve(origins.of(item)?.directory ?? '', source);
}
