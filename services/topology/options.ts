import { z } from 'zod';
import { checkShape } from './check-shape.ts';
import { suggest } from './nearest-word.ts';
import type { Problems } from './problems.ts';
import { duration, size } from './shared-schemas.ts';
import type { OptionSpec, TemplateDocument } from './template-schema.ts';
import type { JsonValue } from './types.ts';
import { parseDuration, parseSize } from './units.ts';
import { placeOf, treeAt, type Tree, type TreePath, type YamlFile } from './yaml-tree.ts';

type Scalar = string | number | boolean;

/** The schema of one option's value, for checks and for editors. */
export function optionSchema(spec: OptionSpec): z.ZodType<Scalar> {
  const described = withType(spec);
  return spec.description === undefined ? described : described.describe(spec.description);
}

function withType(spec: OptionSpec): z.ZodType<Scalar> {
  if (spec.enum !== undefined) return z.literal(spec.enum as [Scalar, ...Scalar[]]);
  switch (spec.type) {
    case 'integer':
      return bounded(z.int(), spec);
    case 'number':
      return bounded(z.number(), spec);
    case 'boolean':
      return z.boolean();
    case 'size':
      return within(size, { spec, parse: parseSize, noun: 'a size' });
    case 'duration':
      return within(duration, { spec, parse: parseDuration, noun: 'a duration' });
    case 'string':
    case undefined:
      // A line break would start a new line of a config file.
      return z.string().refine((text) => !/[\r\n\0]/.test(text), 'text on one line').refine((text) => spec.pattern === undefined || compile(spec.pattern)?.test(text) === true, `text that matches ${spec.pattern ?? ''}`);
  }
}

function bounded(schema: z.ZodNumber, { min, max }: OptionSpec): z.ZodType<Scalar> {
  const lower = typeof min === 'number' ? schema.min(min) : schema;
  return typeof max === 'number' ? lower.max(max) : lower;
}

function within(schema: z.ZodType<string | number>, { spec, parse, noun }: { spec: OptionSpec; parse: (value: string | number) => number | undefined; noun: string }): z.ZodType<Scalar> {
  const bound = (value: Scalar | undefined): number | undefined => (typeof value === 'string' || typeof value === 'number' ? parse(value) : undefined);
  return schema
    .refine((value) => (parse(value) ?? Infinity) >= (bound(spec.min) ?? 0), `${noun} of at least ${String(spec.min)}`)
    .refine((value) => (parse(value) ?? 0) <= (bound(spec.max) ?? Infinity), `${noun} of at most ${String(spec.max)}`);
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}

/** Options are text where their type is text, however YAML reads them: `3.10` is no number then. */
function isTextOption(spec: OptionSpec): boolean {
  return spec.enum === undefined ? spec.type === undefined || spec.type === 'string' : spec.enum.every((value) => typeof value === 'string');
}

export interface OptionContext {
  readonly source: YamlFile;
  readonly path: TreePath;
  readonly problems: Problems;
  readonly service: string;
}

/** Given options and defaults, each checked. Mistakes go to `problems`. */
export function resolveOptions(document: TemplateDocument, tree: Tree | undefined, context: OptionContext): Readonly<Record<string, JsonValue>> {
  const specs = document.options ?? {};
  const { source, path, problems, service } = context;
  const given = tree?.type === 'map' ? tree.entries : new Map<string, { value: Tree }>();
  const isMissing = tree === undefined || (tree.type === 'scalar' && tree.value === null);
  if (!isMissing && tree.type !== 'map') problems.report({ message: `services.${service}.options: expected a map.`, hint: 'Write { name: value }.', at: placeOf(source, path), service });
  for (const key of given.keys()) {
    if (!Object.hasOwn(specs, key)) problems.report({ message: `${document.title} has no option "${key}".`, hint: suggest(key, Object.keys(specs), 'options'), at: placeOf(source, [...path, key], 'key'), service });
  }
  const resolved: Record<string, JsonValue> = {};
  for (const [key, spec] of Object.entries(specs)) {
    const value = given.get(key)?.value;
    if (value !== undefined) {
      const checked = checkShape(optionSchema(spec), value, { source, path: [...path, key], problems, service, isText: () => isTextOption(spec) });
      if (checked !== undefined) resolved[key] = checked;
    } else if (spec.default === undefined) {
      problems.report({ message: `${document.title} needs the option "${key}".`, hint: spec.description ?? `Write options: { ${key}: … }.`, at: placeOf(source, path), service });
    } else {
      resolved[key] = spec.default;
    }
  }
  return resolved;
}

/** A template's own option specs: defaults within their bounds, patterns that compile. */
export function checkOptionSpecs(document: TemplateDocument, source: YamlFile, problems: Problems): void {
  for (const [name, spec] of Object.entries(document.options ?? {})) {
    const path = ['options', name];
    const report = (key: string, message: string): void => problems.report({ message, at: placeOf(source, [...path, key]) });
    const isBroken = spec.pattern !== undefined && compile(spec.pattern) === undefined;
    if (isBroken) report('pattern', `options.${name}.pattern is no regular expression.`);
    for (const bound of ['min', 'max'] as const) if (spec[bound] !== undefined && !isBound(spec, spec[bound])) report(bound, `options.${name}.${bound} does not fit the type ${spec.type ?? 'string'}.`);
    const tree = treeAt(source.root, [...path, 'default']);
    if (tree !== undefined && !isBroken) checkShape(optionSchema(spec), tree, { source, path: [...path, 'default'], problems, isText: () => isTextOption(spec) });
  }
}

function isBound(spec: OptionSpec, value: Scalar): boolean {
  if (spec.type === 'integer' || spec.type === 'number') return typeof value === 'number';
  if (typeof value === 'boolean') return false;
  return spec.type === 'size' ? parseSize(value) !== undefined : spec.type === 'duration' && parseDuration(value) !== undefined;
}
