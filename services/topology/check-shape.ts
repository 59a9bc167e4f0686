import type { z } from 'zod';
import { nearestWord, suggest } from './nearest-word.ts';
import type { Problems } from './problems.ts';
import { knownKeys } from './schema-keys.ts';
import { describeTree, placeOf, toPlain, treeAt, type IsText, type Tree, type TreePath, type YamlFile } from './yaml-tree.ts';

type Issue = z.core.$ZodIssue;

export interface ShapeContext {
  readonly source: YamlFile;
  /** Where `tree` stands in the file. */
  readonly path: TreePath;
  readonly problems: Problems;
  readonly service?: string | undefined;
  readonly isText: IsText;
  /** Words that are known but not supported, with what to do instead. */
  readonly advice?: (key: string, path: TreePath) => { readonly message: string; readonly hint: string } | undefined;
  /** Further keys that suggestions may name. */
  readonly moreKeys?: readonly string[];
  /** Values below these keys are not repeated in messages. */
  readonly confidential?: (path: TreePath) => boolean;
}

/** The checked value; undefined where it is wrong, and the reasons are then in `problems`. */
export function checkShape<Schema extends z.ZodType>(schema: Schema, tree: Tree, context: ShapeContext): z.output<Schema> | undefined {
  const isText: IsText = (path) => context.isText([...context.path, ...path]);
  const first = schema.safeParse(toPlain(tree, isText));
  if (first.success) return first.data;
  // Within braces a variable must be quoted: "${COUNT}" is still the number that the schema wants, as in Compose.
  const quoted = new Set(first.error.issues.flatMap(({ path }) => treeAt(tree, path) ?? []).filter((each) => each.type === 'scalar' && each.fromVariable && each.quoted));
  const result = quoted.size === 0 ? first : schema.safeParse(toPlain(tree, isText, { unquoted: quoted }));
  if (result.success) return result.data;
  reportIssues({ schema, tree, context }, result.error.issues, []);
  return undefined;
}

interface Checked {
  readonly schema: z.ZodType;
  readonly tree: Tree;
  readonly context: ShapeContext;
}

/** A key that is missing because it is misspelt is told once, as the unknown key. */
function reportIssues(checked: Checked, issues: readonly Issue[], prefix: TreePath): void {
  const meant = new Set(
    issues.flatMap((issue) => {
      const path = [...prefix, ...issue.path];
      return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => nameOf([...path, nearestWord(key, knownKeys(checked.schema, path)) ?? ''])) : [];
    }),
  );
  const isMeant = (path: TreePath): boolean => treeAt(checked.tree, path) === undefined && meant.has(nameOf(path));
  for (const issue of issues) if (!isMeant([...prefix, ...issue.path])) reportIssue(checked, issue, prefix);
}

function reportIssue(checked: Checked, issue: Issue, prefix: TreePath): void {
  const { context, tree } = checked;
  const path = [...prefix, ...issue.path];
  const full = [...context.path, ...path];
  const subject = nameOf(full);
  const found = treeAt(tree, path);
  const say = (message: string, hint?: string, key?: TreePath): void => {
    const at = key === undefined ? placeOf(context.source, full) : placeOf(context.source, key, 'key');
    context.problems.report({ message, hint, at, service: context.service });
  };
  const expected = (what: string, hint?: string): void => {
    const repeat = context.confidential?.(full) !== true;
    if (found === undefined && full.length > 0) return say(`${subjectOf(full.slice(0, -1))} lacks "${String(full.at(-1))}": ${what} is expected.`, hint);
    return say(full.length === 0 ? `This file: expected ${what}, found ${describeTree(found, repeat)}.` : `${subject}: expected ${what}, found ${describeTree(found, repeat)}.`, hint);
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const known = [...knownKeys(checked.schema, path), ...(path.length === 0 ? (context.moreKeys ?? []) : [])];
        const advice = context.advice?.(key, full);
        if (advice !== undefined) say(advice.message, advice.hint, [...full, key]);
        else say(`${subjectOf(full)} has no key "${key}".`, commaHint(treeAt(tree, [...path, key]), key) ?? suggest(key, known, 'keys'), [...full, key]);
      }
      return;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const text = found?.type === 'scalar' && context.confidential?.(full) !== true && !found.fromVariable ? found.text : '';
      return expected(values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`, text === '' ? undefined : suggest(text, values, 'values'));
    }
    case 'invalid_union':
      return reportUnion(checked, issue, path);
    case 'invalid_key':
      return say(`${nameOf(full.slice(0, -1))}: the key "${String(full.at(-1))}" is not ${expectedOf(issue.issues[0])}.`, undefined, full);
    case 'invalid_type':
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return expected(expectedOf(issue), hintFor(issue, found));
  }
}

/** The branch that fits best speaks; where none fits by type, all of them say what they want. */
function reportUnion(checked: Checked, issue: Extract<Issue, { code: 'invalid_union' }>, path: TreePath): void {
  const branches = issue.errors.filter((errors) => errors.length > 0);
  const fitting = branches.filter((errors) => !errors.some((each) => each.path.length === 0 && each.code === 'invalid_type'));
  const best = fitting.toSorted((a, b) => wrongness(a) - wrongness(b))[0];
  if (best !== undefined) {
    reportIssues(checked, best, path);
    return;
  }
  const full = [...checked.context.path, ...path];
  const wanted = [...new Set(branches.flatMap((errors) => errors.filter((each) => each.path.length === 0).map((each) => expectedOf(each))))].join(' or ');
  const found = treeAt(checked.tree, path);
  const repeat = checked.context.confidential?.(full) !== true;
  const message = `${nameOf(full)}: expected ${wanted === '' ? 'another form' : wanted}, found ${describeTree(found, repeat)}.`;
  checked.context.problems.report({ message, at: placeOf(checked.context.source, full), service: checked.context.service });
}

/** Missing keys weigh less than unknown ones: `{ http: { prot: 80 } }` means the branch with `http`. */
function wrongness(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length * 2 : issue.path.length > 1 ? 0.5 : 1), 0);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a map', record: 'a map', null: 'nothing',
};

/** What was expected, as words that follow "expected". */
function expectedOf(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) > 1) return `at least ${String(issue.minimum)} characters`;
      return issue.origin === 'string' || issue.origin === 'array' ? 'at least one entry' : `a number of at least ${String(issue.minimum)}`;
    case 'too_big':
      return issue.message.startsWith('Too big') ? `a number of at most ${String(issue.maximum)}` : issue.message;
    case 'invalid_format':
      return issue.format === 'starts_with' ? `text that starts with ${JSON.stringify('prefix' in issue ? issue.prefix : '')}` : issue.message;
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map((each) => expectedOf(each)))].join(' or ');
    case 'invalid_value':
      return issue.values.map(String).join(' or ');
    case undefined:
      return 'allowed';
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
}

/** `{ description: One, or two }` is a key "or two" without value. */
function commaHint(value: Tree | undefined, key: string): string | undefined {
  return key.includes(' ') && value?.type === 'scalar' && value.value === null ? 'Put text that holds a comma in quotes.' : undefined;
}

function hintFor(issue: Issue, found: Tree | undefined): string | undefined {
  if (issue.code !== 'invalid_type' || found?.type !== 'scalar' || found.fromVariable) return undefined;
  if (issue.expected === 'array' && found.value !== null) return `Write [${found.text.slice(0, 40)}].`;
  if (issue.expected === 'number' && /^-?\d+(\.\d+)?$/.test(found.text)) return 'Write it without quotes.';
  if (issue.expected !== 'boolean') return undefined;
  const word = found.text.toLowerCase();
  if (['yes', 'on', 'y'].includes(word)) return 'Write true.';
  return ['no', 'off', 'n'].includes(word) ? 'Write false.' : undefined;
}

function subjectOf(path: TreePath): string {
  return path.length === 0 ? 'This file' : nameOf(path);
}

/** `services.cache.expose.http`, `services.edge.routes[0].to`. */
export function nameOf(path: TreePath): string {
  return path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`), '');
}
