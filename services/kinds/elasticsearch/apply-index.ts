import { isDeepStrictEqual } from 'node:util';
import type { ResourceOutcome } from '../kind.ts';
import { contains, isRecord, textOf } from '../same-json.ts';
import { flatSettings, missingFields } from './mapping.ts';
import { reasonOf, type Rest } from './rest.ts';
import type { IndexBody } from './schemas.ts';

type Found = { readonly mappings: Readonly<Record<string, unknown>>; readonly settings: Readonly<Record<string, unknown>>; readonly aliases: Readonly<Record<string, unknown>> };
type Part = { readonly changed: boolean; readonly kept?: string };

const nothing: Part = { changed: false };

export async function applyIndex(rest: Rest, name: string, wanted: IndexBody): Promise<ResourceOutcome> {
  const resource = `index ${name}`;
  const path = `/${encodeURIComponent(name)}`;
  const answer = await rest('GET', `${path}?flat_settings=true`);
  if (answer.status === 404) {
    const made = await rest('PUT', path, wanted);
    if (made.status < 300) return { resource, outcome: 'created' };
    throw new Error(`Elasticsearch refused the index ${name}: ${reasonOf(made)}`);
  }
  if (answer.status !== 200) throw new Error(`Elasticsearch refused to show the index ${name}: ${reasonOf(answer)}`);
  const body = answer.body[name];
  if (!isRecord(body)) return { resource, outcome: 'kept-different', detail: `${name} is an alias of ${Object.keys(answer.body).join(', ')}` };
  const record = (key: string): Readonly<Record<string, unknown>> => (isRecord(body[key]) ? body[key] : {});
  const found = { mappings: record('mappings'), settings: record('settings'), aliases: record('aliases') };
  // Settings first: a new field may need an analyzer from them.
  const parts = [await applySettings(rest, path, { found, wanted }), await applyMappings(rest, path, { found, wanted }), await applyAliases(rest, name, { found, wanted })];
  const kept = parts.flatMap((part) => part.kept ?? []);
  if (kept.length > 0) return { resource, outcome: 'kept-different', detail: `${kept.join('; ')}; reindex into a new index to change it` };
  return { resource, outcome: parts.some(({ changed }) => changed) ? 'changed' : 'unchanged' };
}

interface Comparison {
  readonly found: Found;
  readonly wanted: IndexBody;
}

async function applySettings(rest: Rest, path: string, { found, wanted }: Comparison): Promise<Part> {
  const different = Object.entries(flatSettings(wanted.settings ?? {})).filter(([key, value]) => !isDeepStrictEqual(found.settings[key], value));
  if (different.length === 0) return nothing;
  const kept: string[] = [];
  // One by one: a fixed one (the number of shards) must not keep the others from changing.
  for (const [key, value] of different) {
    const answer = await rest('PUT', `${path}/_settings`, { [key]: value });
    if (answer.status >= 300) kept.push(`${key} is ${textOf(found.settings[key] ?? 'not set')}, wanted ${String(value)}`);
  }
  return { changed: kept.length < different.length, ...(kept.length === 0 ? {} : { kept: kept.join('; ') }) };
}

async function applyMappings(rest: Rest, path: string, { found, wanted }: Comparison): Promise<Part> {
  if (wanted.mappings === undefined || contains(found.mappings, wanted.mappings)) return nothing;
  const whole = await rest('PUT', `${path}/_mapping`, wanted.mappings);
  if (whole.status < 300) return { changed: await isChanged(rest, path, found.mappings) };
  const missing = missingFields(found.mappings, wanted.mappings);
  const added = missing === undefined ? undefined : await rest('PUT', `${path}/_mapping`, missing);
  return { changed: added !== undefined && added.status < 300, kept: reasonOf(whole) };
}

/** The server normalises mappings, so a wanted one may look different and change nothing. */
async function isChanged(rest: Rest, path: string, before: Found['mappings']): Promise<boolean> {
  const { body } = await rest('GET', `${path}/_mapping`);
  const [index] = Object.values(body);
  return !isRecord(index) || !isDeepStrictEqual(index['mappings'], before);
}

async function applyAliases(rest: Rest, index: string, { found, wanted }: Comparison): Promise<Part> {
  const different = Object.entries(wanted.aliases ?? {}).filter(([alias, body]) => !contains(found.aliases[alias], body));
  if (different.length === 0) return nothing;
  const answer = await rest('POST', '/_aliases', { actions: different.map(([alias, body]) => ({ add: { index, alias, ...body } })) });
  if (answer.status >= 300) throw new Error(`Elasticsearch refused the aliases of ${index}: ${reasonOf(answer)}`);
  return { changed: true };
}
