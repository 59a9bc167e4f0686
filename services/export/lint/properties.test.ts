import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { goodObjects } from './examples.test-support.ts';
import { lint } from './lint.ts';
import { rules } from './rules/index.ts';

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

/** Every place below the specs of the objects, where a value may be put instead. */
function placesOf(value: unknown): readonly Place[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

const isOutside = ({ key }: Place): boolean => !['apiVersion', 'kind', 'metadata', 'name', 'labels', 'annotations'].includes(key);

test('whatever stands in a manifest is judged, not thrown, and a change of one object leaves the report whole', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 3 })), { minLength: 1, maxLength: 5 }), (changes) => {
      const objects = goodObjects();
      for (const [number, value] of changes) {
        const places = objects.flatMap((object) => placesOf(object)).filter(isOutside);
        const place = places[number % places.length];
        if (place !== undefined) place.holder[place.key] = value;
      }
      const report = lint({ objects: objects.map((object) => ({ object })), all: true });
      expect(report.rules).toHaveLength(rules.length);
      expect(report.found).toBe(report.rules.reduce((sum, { findings }) => sum + findings.length, 0));
      for (const { findings } of report.rules) for (const { message } of findings) expect(message).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: process.env['STACKYARD_SOAK'] === undefined ? 150 : 20_000 },
  );
});

test('the order of the objects does not change what is found', () => {
  const found = (objects: readonly KubernetesObject[]) => lint({ objects: objects.map((object) => ({ object })), all: true }).rules.map(({ id, findings }) => [id, findings.map(({ object, message }) => `${object} ${message}`).toSorted()]);
  const bare = goodObjects().filter(({ kind }) => !['NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount'].includes(kind));
  const expected = found(bare);
  expect(expected.some(([, findings]) => (findings ?? []).length > 0)).toBe(true);
  fc.assert(
    fc.property(fc.shuffledSubarray(bare, { minLength: bare.length }), (objects) => {
      expect(found(objects)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
