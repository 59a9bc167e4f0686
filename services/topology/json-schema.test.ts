import { expect, test } from 'vitest';
import { jsonSchema } from './json-schema.ts';
import { loadCatalog } from './load-catalog.ts';
import { memoryReader } from './memory-reader.test-support.ts';
import { findTestKind, stackFiles } from './stack.test-support.ts';

test('editors get the words of a service, and per template its options and resources', async () => {
  const entries = await loadCatalog({ reader: memoryReader(stackFiles), roots: ['/catalog'] }, findTestKind);
  const schema = jsonSchema(entries);
  await expect(`${JSON.stringify(schema, null, 1)}\n`).toMatchFileSnapshot('json-schema.golden.json');
});
