import { expect, test } from 'vitest';
import { flatSettings, missingFields } from './mapping.ts';
import { elasticsearchResources } from './schemas.ts';

test('settings are compared as the server writes them', () => {
  expect(flatSettings({ number_of_shards: 1, 'index.codec': 'x', index: { refresh_interval: '5s' }, analysis: { filter: { stop: { stopwords: ['a', 1] } } } })).toEqual({
    'index.number_of_shards': '1', 'index.codec': 'x', 'index.refresh_interval': '5s', 'index.analysis.filter.stop.stopwords': ['a', '1'],
  });
});

test('only fields that are not there at all are missing', () => {
  const found = { properties: { id: { type: 'keyword' }, items: { type: 'nested', properties: { sku: { type: 'keyword' } } }, address: { properties: { city: { type: 'text' } } } } };
  const wanted = { properties: { id: { type: 'long' }, items: { type: 'nested', properties: { sku: { type: 'keyword' }, price: { type: 'long' } } }, address: { properties: { zip: { type: 'keyword' } } }, note: { type: 'text' } } };
  expect(missingFields(found, wanted)).toEqual({ properties: { items: { type: 'nested', properties: { price: { type: 'long' } } }, address: { properties: { zip: { type: 'keyword' } } }, note: { type: 'text' } } });
  expect(missingFields(found, { properties: { id: { type: 'long' } } })).toBeUndefined();
});

test.each(['Orders', '_orders', '-orders', 'a b', 'a/b', '..', 'a,b', ''])('%j is no index name', (name) => {
  expect(elasticsearchResources.indexes.safeParse([name]).success).toBe(false);
});

test('names, a list, and a map', () => {
  expect(elasticsearchResources.indexes.safeParse(['orders', { name: 'products', mappings: {} }]).success).toBe(true);
  expect(elasticsearchResources.indexes.safeParse({ orders: { settings: {}, aliases: { a: {} } }, empty: null }).success).toBe(true);
  expect(elasticsearchResources.indexes.safeParse({ orders: { setting: {} } }).success).toBe(false);
});
