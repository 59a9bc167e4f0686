import { describe, propertiesAt, schemasAt, valuesAt, type JsonSchema } from './schema-walk.ts';
import { positionAt } from './yaml-position.ts';

export interface Suggestion {
  readonly label: string;
  /** What replaces the typed word. */
  readonly insert: string;
  readonly kind: 'key' | 'value' | 'service';
  /** Type and bounds, short. */
  readonly detail: string;
  readonly description?: string;
}

export interface Suggestions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Suggestion[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Places that name services: `uses`, `depends_on`, and where routes go. */
function namesServices(path: readonly (string | number)[]): boolean {
  const [top, , key, , field] = path;
  return top === 'services' && (((key === 'uses' || key === 'depends_on') && path.length === 4) || (key === 'routes' && field === 'to'));
}

function serviceNames(data: unknown, own: string | number | undefined): readonly string[] {
  const services = isRecord(data) ? data['services'] : undefined;
  return isRecord(services) ? Object.keys(services).filter((name) => name !== own) : [];
}

function opensBlock(schema: JsonSchema): boolean {
  return schema.type === 'object' || schema.type === 'array';
}

function keySuggestions(properties: ReadonlyMap<string, JsonSchema>, siblings: readonly string[], colon: boolean): readonly Suggestion[] {
  return [...properties]
    .filter(([key]) => !siblings.includes(key))
    .map(([key, schema]) => ({
      label: key,
      insert: colon ? `${key}:${opensBlock(schema) ? '' : ' '}` : key,
      kind: 'key',
      detail: describe(schema),
      ...(schema.description === undefined ? {} : { description: schema.description }),
    }));
}

/** What may be written at the cursor; undefined where the schema knows nothing. */
export function suggestionsAt(text: string, offset: number, schema: JsonSchema): Suggestions | undefined {
  const position = positionAt(text, offset);
  if (position === undefined) return undefined;
  const { path, role, from, to, siblings, data, needsColon } = position;
  const keys = keySuggestions(propertiesAt(schema, path, data), siblings, needsColon);
  if (role === 'key') return { from, to, items: keys };
  const services = namesServices(path) ? serviceNames(data, path[1]).map((name): Suggestion => ({ label: name, insert: name, kind: 'service', detail: 'service' })) : [];
  const values = valuesAt(schema, path, data).map((value): Suggestion => ({ label: String(value), insert: String(value), kind: 'value', detail: '' }));
  // `- ` may begin a map as well: `routes:` then `- to: api`.
  const items = [...services, ...values, ...(typeof path.at(-1) === 'number' ? keys : [])];
  return { from, to, items };
}

/** What the key or value under the pointer means. */
export function explanationAt(text: string, offset: number, schema: JsonSchema): { readonly title: string; readonly detail: string; readonly description?: string } | undefined {
  const position = positionAt(text, offset);
  if (position === undefined) return undefined;
  const word = text.slice(position.from, position.to);
  const path = position.role === 'key' ? [...position.path, word] : position.path;
  const found = schemasAt(schema, path, position.data);
  const described = found.find((each) => each.description !== undefined);
  const title = path.filter((key) => typeof key === 'string').at(-1);
  const first = found[0];
  if (title === undefined || first === undefined) return undefined;
  return { title, detail: describe(described ?? first), ...(described?.description === undefined ? {} : { description: described.description }) };
}
