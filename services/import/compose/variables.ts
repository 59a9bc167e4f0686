import { interpolate, scalarOf, type Environment } from '../../topology/interpolate.ts';
import type { Problems } from '../../topology/problems.ts';
import type { Tree } from '../../topology/yaml-tree.ts';
import type { Origin, Origins } from './origins.ts';

export interface Variables {
  readonly environment: Environment;
  /** Set by the `.env` file that stackyard reads as well: these stay as they are. */
  readonly lasting: ReadonlySet<string>;
  /** Set by files that stackyard does not read: their values become defaults, but for what may be a secret. */
  readonly defaults: Environment;
  /** Names of the latter that were met, and whether their value went along. */
  readonly met: Map<string, boolean>;
}

type Kept = Pick<Variables, 'lasting' | 'defaults' | 'met'>;

/** A name that passwords and keys have. */
export const secretName = /PASS(WORD|WD|PHRASE)?|(^|_)PWD|SECRET|TOKEN|(^|_)KEY|CREDENTIAL|PRIVATE|AUTH|COOKIE|DSN|SALT/i;

/**
 * A variable that is not set is empty in Compose and a mistake in stackyard.yaml, so one that no `.env` file sets gets a default:
 * `${TAG}` → `${TAG:-}`. All else stays as written.
 */
export function keepVariables(text: string, kept: Kept): string {
  let result = '';
  let index = 0;
  while (index < text.length) {
    const dollar = text.indexOf('$', index);
    if (dollar === -1) break;
    result += text.slice(index, dollar);
    const named = /^\$([A-Za-z_][A-Za-z0-9_]*)/.exec(text.slice(dollar, dollar + 200));
    if (text[dollar + 1] === '$') {
      result += '$$';
      index = dollar + 2;
    } else if (named?.[1] !== undefined) {
      result += braced(named[1], kept);
      index = dollar + named[0].length;
    } else if (text[dollar + 1] === '{') {
      const end = closing(text, dollar + 1);
      if (end === undefined) break;
      const inner = text.slice(dollar + 2, end);
      const [, name, operator, rest = ''] = /^([A-Za-z_][A-Za-z0-9_]*)(:?[-?+])([\s\S]*)$/.exec(inner) ?? [];
      result += name === undefined ? (/^\w+$/.test(inner) ? braced(inner, kept) : text.slice(dollar, end + 1)) : `\${${name}${operator}${keepVariables(rest, kept)}}`;
      index = end + 1;
    } else {
      result += '$';
      index = dollar + 1;
    }
  }
  return result + text.slice(index);
}

function braced(name: string, { lasting, defaults, met }: Kept): string {
  if (lasting.has(name)) return `\${${name}}`;
  const value = defaults[name] ?? '';
  const isKept = !secretName.test(name) && !/[${}\n]/.test(value);
  if (value !== '') met.set(name, isKept);
  return `\${${name}:-${isKept ? value : ''}}`;
}

function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

interface Context {
  readonly origin: Origin;
  readonly origins: Origins;
  readonly problems: Problems;
}

/** A file's tree with its variables replaced; each text that had some is remembered as stackyard.yaml may hold it. */
export function replaceVariables(root: Tree, variables: Variables, { origin, origins, problems }: Context): Tree {
  const done = new Map<Tree, Tree>();
  function convert(tree: Tree): Tree {
    const known = done.get(tree);
    if (known !== undefined) return known;
    const made = convertNew(tree);
    done.set(tree, made);
    return made;
  }
  function convertNew(tree: Tree): Tree {
    if (tree.type === 'list') return { ...tree, items: tree.items.map(convert) };
    if (tree.type === 'map') return { ...tree, entries: new Map([...tree.entries].map(([key, { keyOffset, value }]) => [key, { keyOffset, value: convert(value) }])) };
    if (typeof tree.value !== 'string' || !tree.value.includes('$')) return tree;
    const report = (message: string, hint: string): Tree => {
      problems.report({ message, hint, at: origin.source.position(tree.offset) });
      return tree;
    };
    if (/(^|[^$])(\$\$)*\$\{\{/.test(tree.value)) return report('"${{" is no variable of Compose.', 'Write ${NAME}, or $$ for a plain dollar sign.');
    const written = keepVariables(tree.value, variables);
    const result = interpolate(written, variables.environment);
    if ('message' in result) return report(result.message, result.hint.replace('stackyard.yaml', 'the Compose file'));
    const value = result.changed && !tree.quoted ? scalarOf(result.text) : result.text;
    const made: Tree = { ...tree, value, text: result.text, fromVariable: result.changed };
    origins.note(made, origin);
    return origins.derive(made, made, written);
  }
  return convert(root);
}
