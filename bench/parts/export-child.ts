// Exports a stack in a fresh process, `demo` or one of so many services, to every target or to one: prints milliseconds of the first export to each, and of later ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceCalls } from '../../services/contract/resource-calls.ts';
import { exportCompose } from '../../services/export/compose/index.ts';
import { exportHelm } from '../../services/export/helm/index.ts';
import { defaultChoices } from '../../services/export/kubernetes/choices.ts';
import { exportKubernetes } from '../../services/export/kubernetes/index.ts';
import { findKind } from '../../services/kinds/index.ts';
import { readLargeStack } from '../stack/large-stack.ts';

const [, , size = 'demo', only] = process.argv;
const demo = join(import.meta.dirname, '..', '..', 'resources', 'demo');
const topology = size === 'demo' ? await readLargeStack(readFileSync(join(demo, 'stackyard.yaml'), 'utf8'), demo) : await readLargeStack(Number(size));
const calls: Record<string, ResourceCalls> = {};
for (const { name, kind, resources } of Object.values(topology.services)) {
  const asked = kind === undefined ? undefined : (await findKind(kind))?.resourceCalls?.(resources);
  if (asked !== undefined) calls[name] = asked;
}

/** A new input each time: what is computed once for a stack must not count as done. */
const targets = Object.entries({
  compose: () => exportCompose({ topology, digests: {}, calls, environment: 'production', folder: join(topology.directory, 'deploy', 'compose') }),
  kubernetes: () => exportKubernetes({ topology, digests: {}, calls, choices: defaultChoices }),
  helm: () => exportHelm({ topology, digests: {}, calls, choices: defaultChoices }),
}).filter(([target]) => only === undefined || target === only);

const timed = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

const first = Object.fromEntries(targets.map(([target, work]) => [target, timed(work)]));
const later = Object.fromEntries(targets.map(([target, work]) => [target, Array.from({ length: 3 }, () => timed(work))]));
console.log(JSON.stringify({ first, later }));
