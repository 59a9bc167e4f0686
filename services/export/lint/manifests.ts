import { isMap, parseDocument, visit, type Document } from 'yaml';
import type { LeftOut } from '../../contract/lint.ts';
import { findHostileShape } from '../../topology/hostile-yaml.ts';
import type { Problems } from '../../topology/problems.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Linted } from './lint.ts';
import { shown, valueAt } from './read.ts';

export type ManifestFile = { readonly file: string; readonly text: string };
export type Manifests = { readonly objects: readonly Linted[]; readonly leftOut: readonly LeftOut[] };
/** The largest definitions of operators have some 200,000 in one object. */
const tokensAtMost = 1_000_000;

type Part = { readonly text: string; readonly line: number };

/**
 * The objects of a file: several documents, Lists taken apart, JSON too. What is no Kubernetes object is left out with its reason;
 * what is no YAML goes to `problems` with its place. Never throws.
 */
export function readManifests({ file, text }: ManifestFile, problems: Problems): Manifests {
  const objects: Linted[] = [];
  const leftOut: LeftOut[] = [];
  for (const part of partsOf(text)) {
    const value = parse(part, { file, problems });
    if (value === template) return { objects, leftOut: [{ file, line: part.line, reason: 'it is a template of Helm; lint what `helm template` prints' }] };
    if (value === undefined || value === null) continue;
    const listed = shown(valueAt(value, 'kind')).endsWith('List') ? valueAt(value, 'items') : undefined;
    for (const each of Array.isArray(listed) ? (listed as readonly unknown[]) : [value]) {
      const reason = whyNot(each);
      if (reason === undefined) objects.push({ object: each as KubernetesObject, at: { file, line: part.line, column: 1 } });
      else leftOut.push({ file, line: part.line, reason });
    }
  }
  return { objects, leftOut };
}

/** Stands for a document with expressions that Helm would replace. */
const template = Symbol('template');

/**
 * Braces in texts are fine: alert rules are full of them. Where a value should be, YAML reads `{{ x }}` as a map whose key is a map;
 * a line of its own is mostly a mistake.
 */
function isTemplate(document: Document, text: string): boolean {
  if (document.errors.length > 0) return /^[ -]*\{\{|: *\{\{/m.test(text);
  let isFound = false;
  visit(document, {
    Pair(_, { key }) {
      if (!isMap(key)) return undefined;
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}

/** Documents begin at `---`; a line of blanks and comments alone is none. Text is parsed document by document, which bounds time and memory. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let begin = 1;
  const end = (next: number): void => {
    const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
    if (first >= 0) parts.push({ text: lines.slice(first).join('\n'), line: begin + first });
    lines = [];
    begin = next;
  };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^---(?:\s|$)/.test(line)) {
      end(index + 2);
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        lines.push(rest);
        begin = index + 1;
      }
    } else if (/^\.\.\.\s*$/.test(line)) end(index + 2);
    else lines.push(line);
  }
  end(0);
  return parts;
}

function parse({ text, line }: Part, { file, problems }: { readonly file: string; readonly problems: Problems }): unknown {
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { file, line: line + before.length - 1, column: (before.at(-1) ?? '').length + 1 };
  };
  const hostile = findHostileShape(text, tokensAtMost);
  if (hostile !== undefined) {
    problems.report({ message: hostile.message, hint: 'Split it; a Kubernetes object is a small document.', at: at(hostile.offset) });
    return undefined;
  }
  // uniqueKeys compares every key with every other one: quadratic.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  if (text.includes('{{') && isTemplate(document, text)) return template;
  const [fault] = document.errors;
  if (fault !== undefined) {
    problems.report({ message: `This is not valid YAML: ${(fault.message.split('\n')[0] ?? '').replace(/[.:]$/, '').slice(0, 200)}.`, hint: 'Correct it, or leave the file out.', at: at(fault.pos[0]) });
    return undefined;
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    problems.report({ message: `This YAML cannot be read: ${error instanceof Error ? error.message : String(error)}.`, hint: 'Write the values out instead of aliases.', at: at(0) });
    return undefined;
  }
}

/** Rules look at parts of any shape, but a name, a kind and maps where these belong they take for granted. */
function whyNot(value: unknown): string | undefined {
  const [version, kind, name] = ['apiVersion', 'kind', 'metadata.name'].map((path) => valueAt(value, path));
  if (typeof version !== 'string' || typeof kind !== 'string') return 'it is no Kubernetes object: apiVersion or kind is missing';
  if (version.startsWith('kustomize.config.k8s.io/')) return 'it is for kustomize; lint what `kustomize build` prints';
  if (typeof name !== 'string') return `this ${kind} has no metadata.name`;
  const isMap = (path: string): boolean => [undefined, 'object'].includes(valueAt(value, path) === undefined ? undefined : typeof valueAt(value, path)) && !Array.isArray(valueAt(value, path));
  return isMap('metadata.labels') && isMap('metadata.annotations') ? undefined : `the labels or annotations of this ${kind} are no map`;
}
