import { parse } from 'yaml';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ExportFile } from '../types.ts';

/**
 * The objects of a chart with its own values and `namespace.create`, by the few forms of Helm's language that our charts are written in; anything
 * else is an error. That Helm itself gives the same is another test's work: this one asks thousands of charts.
 */
export function rendered(files: readonly ExportFile[], namespace: string): readonly KubernetesObject[] {
  const byPath = new Map(files.map(({ path, text }) => [path, text]));
  const values = parse(byPath.get('values.yaml') ?? '') as unknown;
  const evaluate = (expression: string): unknown => {
    const [source = '', ...pipes] = expression.split(' | ');
    const read = /^\.Files\.Get (".*")$/.exec(source)?.[1];
    const found = read === undefined ? valueOf(source, values) : byPath.get(JSON.parse(read) as string);
    if (found === undefined) throw new Error(`${expression}: there is no such value`);
    return pipes.reduce<unknown>((value, pipe) => {
      const replaced = /^replace (".*") \.Release\.Namespace$/.exec(pipe)?.[1];
      if (replaced === undefined) throw new Error(`${pipe}: not known`);
      return String(value).replaceAll(JSON.parse(replaced) as string, namespace);
    }, found);
  };
  const render = (text: string): string =>
    text
      .replace(/^\{\{- if \.Values\.namespace\.create \}\}\n([^]*)\{\{- end \}\}\n$/, '$1')
      .replaceAll(/^ *\{\{- with (.+) \}\}\n( *[\w-]+: )\{\{ toJson \. \}\}\n *\{\{- end \}\}\n/gm, (_, expression: string, key: string) => {
        const value = evaluate(expression);
        return Array.isArray(value) && value.length === 0 ? '' : `${key}${JSON.stringify(value)}\n`;
      })
      .replaceAll(/\{\{ ("(?:\{\{|\}\})"|(?:(?!\}\}).)+) \}\}/g, (_, expression: string) => {
        if (expression === '.Release.Namespace') return namespace;
        if (expression.startsWith('"')) return JSON.parse(expression) as string;
        if (!expression.endsWith(' | toJson')) throw new Error(`${expression}: not known`);
        return JSON.stringify(evaluate(expression.slice(0, -' | toJson'.length)));
      });
  return files.filter(({ path }) => path.startsWith('templates/') && path.endsWith('.yaml')).map(({ text }) => parse(render(text)) as KubernetesObject);
}

/** `.Values.entry.class`, `index .Values.services "api" "image"`, or a text. */
function valueOf(source: string, values: unknown): unknown {
  if (source === '""') return '';
  const keys = source.startsWith('index .Values.services ') ? ['services', ...(JSON.parse(`[${source.slice('index .Values.services '.length).replaceAll('" "', '","')}]`) as readonly string[])] : /^\.Values(?:\.\w+)+$/.test(source) ? source.split('.').slice(2) : undefined;
  if (keys === undefined) throw new Error(`${source}: not known`);
  return keys.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], values);
}
