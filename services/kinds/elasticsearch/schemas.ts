import { z } from 'zod';

const tree = z.record(z.string(), z.unknown());

const indexName = z
  .string()
  .max(255)
  .regex(/^[^-_+A-Z\s\\/*?"<>|,#:][^A-Z\s\\/*?"<>|,#:]*$/, 'an index name of lower case letters, digits and . _ -')
  .refine((name) => name !== '.' && name !== '..', 'an index name');

const body = z.strictObject({
  /** As Elasticsearch names them, with or without `index.` in front. */
  settings: tree.optional(),
  mappings: tree.optional(),
  aliases: z.record(z.string(), tree).optional(),
});
export type IndexBody = z.infer<typeof body>;

export const elasticsearchResources = {
  indexes: z.union([z.array(z.union([indexName, body.extend({ name: indexName })])), z.record(indexName, body.nullable())]).describe('Indexes with settings, mappings and aliases.'),
};

export function indexesOf(declared: z.infer<typeof elasticsearchResources.indexes>): readonly (readonly [string, IndexBody])[] {
  if (!Array.isArray(declared)) return Object.entries(declared).map(([name, body]) => [name, body ?? {}] as const);
  return declared.map((each) => {
    if (typeof each === 'string') return [each, {}] as const;
    const { name, ...body } = each;
    return [name, body] as const;
  });
}
