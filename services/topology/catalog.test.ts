import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nodeReader } from '../core/node-reader.ts';
import { findKind } from '../kinds/index.ts';
import { jsonSchema } from './json-schema.ts';
import { loadCatalog } from './load-catalog.ts';
import { loadStack } from './load-stack.ts';
import { memoryReader } from './memory-reader.test-support.ts';

const root = fileURLToPath(new URL('../../compose-templates', import.meta.url));

test('every template of the catalog is right, alone and in a stack', async () => {
  const entries = await loadCatalog({ reader: nodeReader, roots: [root] }, findKind);
  expect(entries.map(({ template }) => template.id)).toEqual(expect.arrayContaining(['elasticsearch', 'envoy', 'memcached', 'minio', 'nginx', 'postgres', 'rabbitmq', 'redis', 'worker-bullmq']));
  const services = entries.map(({ template: { id } }) => `  ${id}: { template: ${id}${id.startsWith('worker') ? ', uses: [redis]' : ''} }`).join('\n');
  const stack = memoryReader({ '/stack/stackyard.yaml': `services:\n${services}\n` });
  const reader = { ...nodeReader, readText: async (path: string, limit: number) => (path.startsWith('/stack') ? stack : nodeReader).readText(path, limit), kindOf: async (path: string) => (path.startsWith('/stack') ? stack : nodeReader).kindOf(path) };
  const topology = await loadStack({ file: '/stack/stackyard.yaml', reader, kinds: findKind, templateRoots: [root], environment: {} });
  expect(Object.keys(topology.services)).toHaveLength(entries.length);
});

test('the demo stack is right', async () => {
  const file = fileURLToPath(new URL('../../resources/demo/stackyard.yaml', import.meta.url));
  const topology = await loadStack({ file, reader: nodeReader, kinds: findKind, templateRoots: [root], environment: {} });
  expect(topology.name).toBe('shop');
});

// `vitest run services/topology/catalog.test.ts -u` writes it anew.
test('the JSON Schema for editors follows the templates and kinds', async () => {
  const schema = jsonSchema(await loadCatalog({ reader: nodeReader, roots: [root] }, findKind));
  await expect(`${JSON.stringify(schema, null, 1)}\n`).toMatchFileSnapshot('../../resources/schema/stackyard.schema.json');
});
