import { z } from 'zod';
import type { ResourceCalls } from '../../contract/resource-calls.ts';
import type { JsonValue } from '../../topology/types.ts';
import { elasticsearchResources, indexesOf } from './schemas.ts';

const declaration = z.object(elasticsearchResources).partial();

/** An index that is there gets new fields and aliases; what cannot change stays. */
export function elasticsearchCalls(resources: Readonly<Record<string, JsonValue>>): ResourceCalls | undefined {
  const calls = indexesOf(declaration.parse(resources).indexes ?? []).flatMap(([name, body]) => {
    const path = `/${encodeURIComponent(name)}`;
    const put = { method: 'PUT', seen: path } as const;
    return [
      { ...put, what: `index ${name}`, path, body },
      ...(body.mappings === undefined ? [] : [{ ...put, what: `fields of index ${name}`, path: `${path}/_mapping`, body: body.mappings, always: true }]),
      ...Object.entries(body.aliases ?? {}).map(([alias, given]) => ({ ...put, what: `alias ${alias} of index ${name}`, path: `${path}/_alias/${encodeURIComponent(alias)}`, body: given, always: true })),
    ];
  });
  return calls.length === 0 ? undefined : { by: 'http', port: 'http', sign: 'none', calls };
}
