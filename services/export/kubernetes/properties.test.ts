import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { anyStack, SECRET, withOperated } from '../../../test/kit/any-stack.ts';
import type { Topology } from '../../topology/types.ts';
import { faultsOf } from './check-objects.test-support.ts';
import { defaultChoices } from './choices.ts';
import { exportKubernetes } from './index.ts';
import type { KubernetesInput } from './input.ts';
import { builtObjects } from './kustomize/build.ts';
import { scopeOf } from './scope.ts';

const isSoak = process.env['STACKYARD_SOAK'] === '1';
const RUNS = isSoak ? 1_000 : 60;

const inputFor = (given: Topology): KubernetesInput => ({ topology: given, digests: {}, calls: {}, choices: { ...defaultChoices, monitoring: true } });

test('of any stack every reference resolves and every name is valid, in every environment', () => {
  fc.assert(fc.property(anyStack, (given) => {
    for (const environment of ['dev', 'production'] as const) expect(faultsOf(builtObjects(scopeOf(inputFor(given), environment), {}))).toEqual([]);
  }), { numRuns: RUNS });
}, isSoak ? 600_000 : undefined);

test('the same holds where operators run some of its services, and none of these is a workload of ours', () => {
  const operators = { postgres: 'cloudnative-pg', rabbitmq: 'cluster-operator', elasticsearch: 'eck' } as const;
  fc.assert(fc.property(anyStack, (given) => {
    const input = { ...inputFor(withOperated(given)), choices: { ...defaultChoices, monitoring: true, operators } };
    for (const environment of ['dev', 'production'] as const) {
      const objects = builtObjects(scopeOf(input, environment), {});
      expect(faultsOf(objects)).toEqual([]);
      const [first = ''] = Object.keys(given.services);
      expect(objects.filter(({ metadata }) => metadata.name === first).map(({ kind }) => kind)).not.toContain('StatefulSet');
      expect(objects.some(({ kind, metadata }) => ['Cluster', 'RabbitmqCluster', 'Elasticsearch'].includes(kind) && metadata.name === first)).toBe(true);
    }
  }), { numRuns: RUNS });
}, isSoak ? 600_000 : undefined);

test('of any stack the files are the same each time, readable, and hold no secret', () => {
  fc.assert(fc.property(anyStack, (given) => {
    const { files } = exportKubernetes(inputFor(given));
    expect(exportKubernetes(inputFor(given)).files).toEqual(files);
    expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
    for (const { path, text: content } of files) {
      expect(content.endsWith('\n')).toBe(true);
      expect(content).not.toContain(SECRET);
      if (path.endsWith('.yaml')) expect(parse(content)).toEqual(parse(content, { version: '1.1' }));
    }
  }), { numRuns: RUNS });
}, isSoak ? 600_000 : undefined);

test('every service and every fact that is refused or dropped says why', () => {
  fc.assert(fc.property(anyStack, (given) => {
    const { report } = exportKubernetes(inputFor(given));
    for (const each of Object.keys(given.services)) expect(report.some((entry) => entry.service === each)).toBe(true);
    expect(report.filter(({ outcome, why }) => outcome !== 'carried' && (why === null || why === ''))).toEqual([]);
  }), { numRuns: RUNS });
}, isSoak ? 600_000 : undefined);
