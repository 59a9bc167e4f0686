import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { anyStack, SECRET } from '../../../test/kit/any-stack.ts';
import type { Topology } from '../../topology/types.ts';
import { printYaml } from '../kubernetes/yaml.ts';
import { faultsOf, neighbours, projectOf } from './check-project.test-support.ts';
import { composeDocument } from './document.ts';
import { exportCompose } from './index.ts';
import { composeScope, type ComposeInput } from './input.ts';
import { isByEdge } from './networks.ts';
import { interpolated } from './text.ts';
import { edgesOf } from '../kubernetes/edges.ts';

const isSoak = process.env['STACKYARD_SOAK'] === '1';
const numRuns = isSoak ? 1_000 : 60;
const timeout = isSoak ? 600_000 : undefined;

const inputFor = (topology: Topology): ComposeInput => ({ topology, digests: {}, calls: {}, environment: 'production', folder: '/project/deploy/compose' });

test('of any stack every reference resolves and every container is confined', () => {
  fc.assert(fc.property(anyStack, (given) => {
    expect(faultsOf(exportCompose(inputFor(given)).files)).toEqual([]);
  }), { numRuns });
}, timeout);

test('of any stack no two services share a network but those with an edge', () => {
  fc.assert(fc.property(anyStack, (given) => {
    const scope = composeScope(inputFor(given));
    fc.pre(isByEdge(scope));
    const edges = new Set(edgesOf(scope).map(({ from, to }) => [from, to].toSorted().join(' ')));
    expect(neighbours(projectOf(exportCompose(inputFor(given)).files)).filter((pair) => !edges.has(pair))).toEqual([]);
  }), { numRuns });
}, timeout);

test('of any stack the files are the same each time, are read back as they were meant, and hold no secret', () => {
  fc.assert(fc.property(anyStack, (given) => {
    const { files } = exportCompose(inputFor(given));
    expect(exportCompose(inputFor(given)).files).toEqual(files);
    expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
    for (const { text } of files) {
      expect(text.endsWith('\n')).toBe(true);
      expect(text).not.toContain(SECRET);
    }
    const document = interpolated(composeDocument(composeScope(inputFor(given))));
    for (const version of ['1.1', '1.2'] as const) expect(parse(printYaml(document), { version })).toEqual(JSON.parse(JSON.stringify(document)));
  }), { numRuns });
}, timeout);

test('every service and every fact that is refused, approximated or dropped says why', () => {
  fc.assert(fc.property(anyStack, (given) => {
    const { report } = exportCompose(inputFor(given));
    for (const each of Object.keys(given.services)) expect(report.some((entry) => entry.service === each)).toBe(true);
    expect(report.filter(({ outcome, why }) => outcome !== 'carried' && (why === null || why === ''))).toEqual([]);
  }), { numRuns });
}, timeout);
