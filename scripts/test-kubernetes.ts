// `npm run test:kubernetes`: the exported demo, and a dozen stacks as dry runs, on a real cluster of one node. The first run builds that cluster's programs, which takes minutes.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideDemoImages } from './kubernetes/demo-images.ts';
import type { ClusterFacts } from './kubernetes/facts.ts';
import { startCluster } from './kubernetes/start-cluster.ts';
import { ensureEngine } from './setup/engine.ts';
import { newCount, tellCount } from './test-count.ts';
import { runTests } from './vitest-run.ts';

const started = performance.now();
const say = (message: string): void => void process.stderr.write(`stackyard: ${message}\n`);
const seconds = (): string => `${((performance.now() - started) / 1_000).toFixed(0)} s`;

const count = newCount();
await ensureEngine();
const scratch = mkdtempSync(join(tmpdir(), 'stackyard-deploy-'));
const [demo, home] = [join(scratch, 'demo'), join(scratch, 'home')];
try {
  cpSync(join(import.meta.dirname, '..', 'resources', 'demo'), demo, { recursive: true, filter: (source) => !source.includes('node_modules') });
  const images = await provideDemoImages({ demo, home, say });
  say(`starting a cluster of one node (${seconds()}) …`);
  await using cluster = await startCluster(say);
  await cluster.loadImages(images);
  say(`the cluster runs, with the images of the demo (${seconds()}).`);
  const facts: ClusterFacts = { kubeconfig: cluster.kubeconfig, program: cluster.program, demo, home };
  await runTests('kubernetes', count, { STACKYARD_TEST_CLUSTER: JSON.stringify(facts) });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
say(`done in ${seconds()}.`);
tellCount(count);
