import type { ChartValues } from './values.ts';

type Schema = Readonly<Record<string, unknown>>;

const quantity = { type: 'string', pattern: String.raw`^\d+(\.\d+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$` };
const host = { type: 'string', pattern: String.raw`^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$` };
const name = { type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$' };
const count = { type: 'integer', minimum: 0, maximum: 1000 };

/** values.schema.json: the shape of the defaults, so that a misspelt value is refused instead of passed over. */
export function valuesSchema(values: ChartValues): Schema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...schemaOf(values, []) };
}

function schemaOf(value: unknown, path: readonly string[]): Schema {
  const key = path.at(-1) ?? '';
  if (path.includes('resources') || path.at(-2) === 'storage') return isObject(value) ? objectSchema(value, path) : quantity;
  if (Array.isArray(value)) return { type: 'array', items: host };
  if (isObject(value)) return objectSchema(value, path);
  if (typeof value === 'number') return key === 'max' || key === 'min' ? { ...count, minimum: 1 } : count;
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (key === 'imagePullPolicy') return { enum: ['Always', 'IfNotPresent', 'Never'] };
  return key === 'existingSecret' || key === 'class' ? name : { type: 'string', minLength: 1 };
}

function objectSchema(value: Readonly<Record<string, unknown>>, path: readonly string[]): Schema {
  const properties = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, schemaOf(each, [...path, key])]));
  return { type: 'object', additionalProperties: false, required: Object.keys(value), properties };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
