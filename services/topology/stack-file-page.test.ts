import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { topologyOf } from '../../test/kit/kubernetes-stacks.ts';
import { serviceSchema, stackSchema } from './service-schema.ts';

const page = readFileSync(new URL('../../docs/stack-file.md', import.meta.url), 'utf8');

/** Every key that a schema has, at any depth. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([word, below]: [string, unknown]) => [...(word === 'properties' && typeof below === 'object' && below !== null ? Object.keys(below) : []), ...keysOf(below)]);
}

const words = [...new Set([serviceSchema, stackSchema].flatMap((schema) => keysOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))))];

test('the page has every word of the stack file', () => {
  expect(words).toEqual(expect.arrayContaining(['scale', 'registry', 'outlierDetection', 'dnsService', 'start_period', 'exec']));
  expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
});

test('its example is a stack', async () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { services } = await topologyOf(example);
  expect(Object.keys(services)).toEqual(['db', 'cache', 'web', 'scheduler', 'edge']);
  expect(services['scheduler']?.runsOnce).toBe(true);
  expect(services['web']?.runsOnce).toBeUndefined();
  // A volume of one letter is no drive.
  expect(services['web']).toMatchObject({ mounts: [{ type: 'volume', volume: 'u', target: '/uploads' }] });
});
