import { execFile } from 'node:child_process';
import * as fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { anyStack, SECRET } from '../../../test/kit/any-stack.ts';
import { realTools } from '../../../test/kit/real-tools.ts';
import type { Topology } from '../../topology/types.ts';
import { defaultChoices } from '../kubernetes/choices.ts';
import type { KubernetesInput } from '../kubernetes/input.ts';
import { builtObjects } from '../kubernetes/kustomize/build.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { scopeOf } from '../kubernetes/scope.ts';
import { exportHelm } from './index.ts';
import { rendered } from './render.test-support.ts';

const execute = promisify(execFile);
const helm = realTools('helm')?.[0];
const isSoak = process.env['STACKYARD_SOAK'] === '1';
const numRuns = isSoak ? 1_000 : 60;
const timeout = isSoak ? 600_000 : undefined;
const sample = { numRuns: isSoak ? 200 : 5, seed: isSoak ? Date.now() : 1 };

const inputFor = (topology: Topology): KubernetesInput => ({ topology, digests: {}, calls: {}, choices: { ...defaultChoices, monitoring: true } });
const byName = (objects: readonly KubernetesObject[]): unknown => Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, JSON.parse(JSON.stringify(object)) as unknown]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
const production = (topology: Topology): unknown => byName(builtObjects(scopeOf(inputFor(topology), 'production')));

test('of any stack the chart gives the objects of the production overlay', () => {
  fc.assert(fc.property(anyStack, (given) => {
    expect(byName(rendered(exportHelm(inputFor(given)).files, given.name))).toEqual(production(given));
  }), { numRuns });
}, timeout);

test('of any stack the files are the same each time, hold no secret, and the schema has every value', () => {
  fc.assert(fc.property(anyStack, (given) => {
    const { files } = exportHelm(inputFor(given));
    expect(exportHelm(inputFor(given)).files).toEqual(files);
    expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
    for (const { text } of files) expect(text).not.toContain(SECRET);
    const text = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
    expect(unknownValues(parse(text('values.yaml')), JSON.parse(text('values.schema.json')))).toEqual([]);
  }), { numRuns });
}, timeout);

/** Paths of values that the schema does not name. */
function unknownValues(value: unknown, schema: unknown, path = ''): readonly string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const properties = (schema as { readonly properties?: Readonly<Record<string, unknown>> } | undefined)?.properties ?? {};
  return Object.entries(value).flatMap(([key, each]) => (Object.hasOwn(properties, key) ? unknownValues(each, properties[key], `${path}.${key}`) : [`${path}.${key}`]));
}

describe.skipIf(helm === undefined)('helm itself', () => {
  test(`templates generated stacks of the seed ${sample.seed} to the same objects, and lints them`, async () => {
    for (const given of fc.sample(anyStack, sample)) {
      const folder = await mkdtemp(join(tmpdir(), 'stackyard-chart-'));
      try {
        for (const { path, text } of exportHelm(inputFor(given)).files) {
          await mkdir(dirname(join(folder, path)), { recursive: true });
          await writeFile(join(folder, path), text);
        }
        const { stdout } = await execute(helm ?? '', ['template', 'release', folder, '--namespace', given.name, '--set', 'namespace.create=true'], { maxBuffer: 2 ** 26 });
        const objects = parseAllDocuments(stdout).flatMap((document) => (document.toJS() as KubernetesObject | null) ?? []);
        expect(byName(objects)).toEqual(production(given));
        await execute(helm ?? '', ['lint', '--strict', folder]);
      } finally {
        await rm(folder, { recursive: true });
      }
    }
  }, isSoak ? 600_000 : 60_000);
});
