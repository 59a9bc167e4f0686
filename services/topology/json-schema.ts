import { z } from 'zod';
import type { KindShape } from './kind-shape.ts';
import { optionSchema } from './options.ts';
import { serviceSchema, stackSchema } from './service-schema.ts';
import type { Template } from './template.ts';

export interface SchemaEntry {
  readonly template: Template;
  readonly kind?: KindShape | undefined;
}

/** JSON Schema's words for a condition and what follows from it. */
const branchWords = ['if', 'then'] as const;

type Schema = Readonly<Record<string, unknown>>;

/** JSON Schema of stackyard.yaml for editors: the words of a service, and per template its options and resources. */
export function jsonSchema(entries: readonly SchemaEntry[]): Schema {
  const service = convert(serviceSchema);
  const resources = new Set(entries.flatMap(({ kind }) => Object.keys(kind?.resources ?? {})));
  const properties = {
    ...objectOf(service['properties']),
    template: { description: 'A catalog entry, or a folder of .stackyard/templates.', anyOf: [{ enum: entries.map(({ template }) => template.id) }, { type: 'string' }] },
    // `4.3` without quotes is taken as it is written.
    version: { description: 'The version of the template\'s image.', type: ['string', 'number'] },
    // What each may hold depends on the template, and stands in the branches below.
    ...Object.fromEntries([...resources].map((key) => [key, true])),
  };
  const stack = convert(stackSchema);
  const names = objectOf(objectOf(stack['properties'])['services'])['propertyNames'];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'stackyard.yaml',
    type: 'object',
    additionalProperties: false,
    required: ['services'],
    properties: {
      ...objectOf(stack['properties']),
      services: { type: 'object', minProperties: 1, propertyNames: names, additionalProperties: { ...service, properties, allOf: entries.map((entry) => branchOf(entry, [...resources])) } },
    },
  };
}

function branchOf({ template, kind }: SchemaEntry, resources: readonly string[]): Schema {
  const specs = Object.entries(template.document.options ?? {});
  const required = specs.filter(([, spec]) => spec.default === undefined).map(([key]) => key);
  const options = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(specs.map(([key, spec]) => [key, { ...convert(optionSchema(spec)), ...(spec.default === undefined ? {} : { default: spec.default }) }])),
    ...(required.length === 0 ? {} : { required }),
  };
  const own = kind?.resources ?? {};
  const declared = resources.map((key) => [key, Object.hasOwn(own, key) && own[key] !== undefined ? convert(own[key]) : false] as const);
  const condition = { properties: { template: { const: template.id } }, required: ['template'] };
  const parts = [condition, { properties: { options, ...Object.fromEntries(declared) } }];
  return Object.fromEntries(branchWords.map((word, index) => [word, parts[index]]));
}

/** Checks that JSON Schema cannot say (refinements) are left to Stackyard. */
function convert(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function objectOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
