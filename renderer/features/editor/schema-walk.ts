/** The parts of JSON Schema that the schema of stack files uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Path = readonly (string | number)[];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema with all that it is made of: alternatives, parts, and the conditional parts whose condition the data meets. */
function parts(schema: JsonSchema, data: unknown): readonly JsonSchema[] {
  const conditional = schema.if !== undefined && schema.then !== undefined && meets(schema.if, data) ? [schema.then] : [];
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? []), ...conditional];
  return [schema, ...inner.flatMap((each) => parts(each, data))];
}

/** Conditions of stack files ask for constants of properties: `template` is `redis`. */
function meets(condition: JsonSchema, data: unknown): boolean {
  if (!isRecord(data)) return false;
  if (condition.required?.some((key) => data[key] === undefined) === true) return false;
  return Object.entries(condition.properties ?? {}).every(([key, schema]) => typeof schema === 'boolean' || schema.const === undefined || data[key] === schema.const);
}

function child(schema: JsonSchema, key: string | number): readonly (JsonSchema | boolean)[] {
  if (typeof key === 'number') return schema.items === undefined ? [] : [schema.items];
  const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
  if (own !== undefined) return [own];
  return schema.additionalProperties === undefined ? [] : [schema.additionalProperties];
}

/** All schemas that hold for the place at `path`; `data` is the whole file. Empty where the schema knows nothing of it. */
export function schemasAt(root: JsonSchema, path: Path, data: unknown): readonly JsonSchema[] {
  let current = parts(root, data);
  let value = data;
  for (const key of path) {
    value = Array.isArray(value) && typeof key === 'number' ? value[key] : isRecord(value) ? value[key] : undefined;
    const below = current.flatMap((schema) => child(schema, key)).filter((schema): schema is JsonSchema => typeof schema === 'object');
    current = below.flatMap((schema) => parts(schema, value));
  }
  return current;
}

/** Keys that a map at `path` may have, with their schemas; keys that a condition rules out (`queues: false`) are left out. */
export function propertiesAt(root: JsonSchema, path: Path, data: unknown): ReadonlyMap<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const refused = new Set<string>();
  for (const schema of schemasAt(root, path, data)) {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (property === false) refused.add(key);
      else if (typeof property === 'object') found.set(key, property.description === undefined ? { ...property, ...describedBy(found.get(key)) } : property);
    }
  }
  for (const key of refused) found.delete(key);
  return found;
}

function describedBy(schema: JsonSchema | undefined): { readonly description?: string } {
  return schema?.description === undefined ? {} : { description: schema.description };
}

/** Values that may stand at `path`: of enumerations, constants, booleans and the default. */
export function valuesAt(root: JsonSchema, path: Path, data: unknown): readonly (string | number | boolean)[] {
  const listed = schemasAt(root, path, data).flatMap((schema) => [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const]), ...(schema.type === 'boolean' ? [true, false] : []), ...(schema.default === undefined ? [] : [schema.default])]);
  return [...new Set(listed)].filter((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean');
}

/** In words for a person: `integer 8 to 65535, default 1024`. */
export function describe(schema: JsonSchema): string {
  const types = [schema.type ?? [], ...(schema.anyOf ?? []).map((each) => each.type ?? [])].flat();
  const kind = schema.enum === undefined ? [...new Set(types)].join(' or ') : schema.enum.map(String).join(' | ');
  const bounds = [schema.minimum === undefined ? '' : `from ${schema.minimum}`, schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER ? '' : `to ${schema.maximum}`];
  const byDefault = typeof schema.default === 'string' || typeof schema.default === 'number' || typeof schema.default === 'boolean' ? `default ${String(schema.default)}` : '';
  return [[kind, ...bounds].filter((word) => word !== '').join(' '), byDefault].filter((word) => word !== '').join(', ');
}
