export type Schema = { readonly [key: string]: unknown };
type Place = {
  readonly definitions: Readonly<Record<string, Schema>>;
  /** Names of the definitions around this one; a type that holds itself is left open. */
  readonly inside: readonly string[];
  readonly isOptional?: boolean;
  readonly isRoot?: boolean;
};

const textOrNumber = { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] };
const quantity = { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] };
const kept = ['enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'required', 'default', 'not'];

/** One schema without references, which takes no field that it does not name, and null where a field may be left out. */
export function inlined(schema: Schema, place: Place): Schema {
  const { definitions, inside, isOptional = false, isRoot = false } = place;
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    if (name.endsWith('.IntOrString')) return textOrNumber;
    if (name.endsWith('.Quantity')) return quantity;
    return inside.includes(name) ? {} : inlined(definitions[name] ?? {}, { definitions, inside: [...inside, name], isOptional });
  }
  if (schema['x-kubernetes-int-or-string'] === true) return textOrNumber;
  const below = (each: unknown, optional = false): Schema => inlined(each as Schema, { definitions, inside, isOptional: optional });
  const made: Record<string, unknown> = Object.fromEntries(kept.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]));
  if (schema['format'] === 'date-time') made['format'] = 'date-time';
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    // Parts that only narrow properties of the whole must not refuse the rest of them.
    if (Array.isArray(schema[key])) made[key] = (schema[key] as readonly Schema[]).map((each) => (each['properties'] !== undefined && each['type'] === undefined ? each : below(each)));
  }
  if (schema['type'] !== undefined) made['type'] = isOptional && schema['enum'] === undefined ? [schema['type'], 'null'] : schema['type'];
  if (schema['properties'] !== undefined) Object.assign(made, objectOf(schema, { below, isRoot }));
  if (typeof schema['additionalProperties'] === 'object') made['additionalProperties'] = below(schema['additionalProperties']);
  if (schema['items'] !== undefined) made['items'] = below(schema['items']);
  return made;
}

function objectOf(schema: Schema, { below, isRoot }: { readonly below: (each: unknown, optional?: boolean) => Schema; readonly isRoot: boolean }): Schema {
  const required = (schema['required'] ?? []) as readonly string[];
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const whole = embedded || isRoot ? { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } } : {};
  const own = Object.fromEntries(Object.entries(schema['properties'] as Schema).map(([key, value]) => [key, below(value, !required.includes(key))]));
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || Boolean(schema['additionalProperties']) || embedded;
  return { properties: isRoot ? { ...whole, ...own, metadata: { type: 'object' } } : { ...whole, ...own }, ...(isOpen ? {} : { additionalProperties: false }) };
}
