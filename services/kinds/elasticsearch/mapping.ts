import { isRecord } from '../same-json.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** The part of `wanted` whose fields `found` does not have at all; undefined where nothing is missing. */
export function missingFields(found: Mapping, wanted: Mapping): Mapping | undefined {
  const present = isRecord(found['properties']) ? found['properties'] : {};
  const properties = isRecord(wanted['properties']) ? wanted['properties'] : {};
  const missing = Object.entries(properties).flatMap(([name, field]) => {
    const old = present[name];
    if (!isRecord(field)) return [];
    if (!isRecord(old)) return [[name, field] as const];
    const inner = missingFields(old, field);
    // A nested field must repeat its type, an object has none.
    return inner === undefined ? [] : [[name, { ...(old['type'] === undefined ? {} : { type: old['type'] }), ...inner }] as const];
  });
  return missing.length === 0 ? undefined : { properties: Object.fromEntries(missing) };
}

/** `{ number_of_shards: 1, index: { codec: x } }` → `{ 'index.number_of_shards': '1', 'index.codec': 'x' }`, as the server writes them. */
export function flatSettings(settings: Mapping): Readonly<Record<string, string | readonly string[]>> {
  const flat: Record<string, string | readonly string[]> = {};
  const add = (path: string, value: unknown): void => {
    if (isRecord(value)) for (const [key, inner] of Object.entries(value)) add(`${path}.${key}`, inner);
    else flat[path] = Array.isArray(value) ? value.map(String) : String(value);
  };
  for (const [key, value] of Object.entries(settings)) add(key === 'index' || key.startsWith('index.') ? key : `index.${key}`, value);
  return flat;
}
