import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from './schema-walk.ts';
import { explanationAt, suggestionsAt } from './suggestions.ts';

const schema = JSON.parse(readFileSync(new URL('../../../resources/schema/stackyard.schema.json', import.meta.url), 'utf8')) as JsonSchema;

/** `|` is the cursor. */
function labels(text: string): readonly string[] {
  const offset = text.indexOf('|');
  return suggestionsAt(text.replace('|', ''), offset, schema)?.items.map((item) => item.label) ?? [];
}

describe('keys', () => {
  it('of the file, but for those it has', () => {
    expect(labels('name: shop\n|')).toEqual(['registry', 'export', 'services']);
  });
  it('of a service, on an empty line and on a begun word', () => {
    for (const typed of ['|', 'te|']) expect(labels(`services:\n  cache:\n    ${typed}\n`)).toEqual(expect.arrayContaining(['template', 'image', 'uses', 'scale']));
  });
  it('after other keys of the service, without those', () => {
    const found = labels('services:\n  cache:\n    template: redis\n    |\n  api:\n    build: ./api\n');
    expect(found).toContain('options');
    expect(found).not.toContain('template');
  });
  it('only of the resources that the template has', () => {
    expect(labels('services:\n  broker:\n    template: rabbitmq\n    |\n')).toContain('queues');
    expect(labels('services:\n  cache:\n    template: redis\n    |\n')).not.toContain('queues');
  });
  it('of the options of the template, in block and in flow', () => {
    expect(labels('services:\n  cache:\n    template: redis\n    options:\n      |\n')).toContain('maxmemory');
    expect(labels('services:\n  cache: { template: redis, options: { | } }\n')).toContain('maxmemory');
    expect(labels('services:\n  cache: { template: redis, options: { maxmemory: 64mb, |')).toEqual(expect.not.arrayContaining(['maxmemory']));
    expect(labels('services:\n  cache: { template: redis, options: { maxmemory: 64mb, |')).toContain('persistence');
  });
  it('of a route, where a list item begins', () => {
    expect(labels('services:\n  edge:\n    template: nginx\n    routes:\n      - |\n')).toEqual(expect.arrayContaining(['to', 'prefix']));
    expect(labels('services:\n  edge:\n    template: nginx\n    routes:\n      - to: api\n        |\n')).toEqual(expect.arrayContaining(['prefix', 'retries']));
  });
});

describe('values', () => {
  it('of template', () => {
    for (const typed of ['|', 're|']) expect(labels(`services:\n  cache:\n    template: ${typed}\n`)).toEqual(expect.arrayContaining(['redis', 'rabbitmq', 'nginx']));
    expect(labels('services:\n  cache: { template: | }')).toContain('redis');
  });
  it('of an option that lists them', () => {
    expect(labels('services:\n  cache:\n    template: redis\n    options: { persistence: | }\n')).toEqual(['aof', 'rdb', 'none']);
  });
  it('are the other services where one is named', () => {
    const text = (uses: string) => `services:\n  cache: { template: redis }\n  api:\n    build: ./api\n    ${uses}\n  edge: { template: nginx }\n`;
    expect(labels(text('uses: [|]'))).toEqual(['cache', 'edge']);
    expect(labels(text('uses: [cache, |]'))).toEqual(['cache', 'edge']);
    expect(labels(text('uses:\n      - |'))).toEqual(['cache', 'edge']);
    expect(labels('services:\n  api: { build: ./api }\n  edge:\n    template: nginx\n    routes: [{ to: | }]\n')).toEqual(['api']);
  });
});

it('says nothing in a comment', () => {
  expect(labels('services:\n  cache: # te|\n')).toEqual([]);
});

it('writes the colon of a key only where none is', () => {
  const insert = (text: string) => suggestionsAt(text.replace('|', ''), text.indexOf('|'), schema)?.items.find((item) => item.label === 'template')?.insert;
  expect(insert('services:\n  cache:\n    tem|\n')).toBe('template: ');
  expect(insert('services:\n  cache:\n    tem|: redis\n')).toBe('template');
});

it('explains keys and options', () => {
  const text = 'services:\n  sessions:\n    template: memcached\n    options:\n      connections: 100\n';
  expect(explanationAt(text, text.indexOf('connections') + 3, schema)).toEqual({ title: 'connections', detail: 'integer from 8 to 65535, default 1024', description: 'Most connections at a time.' });
});

it('never fails, wherever the cursor stands and whatever is cut off', () => {
  const text = readFileSync(new URL('../../../resources/demo/stackyard.yaml', import.meta.url), 'utf8');
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(200), (offset, cut) => {
      const broken = text.slice(0, offset) + text.slice(offset + cut);
      suggestionsAt(broken, offset, schema);
      explanationAt(broken, offset, schema);
    }),
    { numRuns: 300 },
  );
});
