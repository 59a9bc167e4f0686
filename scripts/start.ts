import { demoFile, requireNode } from './setup/stackyard.ts';
import { buildPages } from './setup/pages.ts';
import { openDesktop } from './setup/open-desktop.ts';
import { ensureEngine } from './setup/engine.ts';
import { StackyardError } from '../services/contract/errors.ts';

const say = (message: string) => {
  process.stderr.write(`stackyard: ${message}\n`);
};

try {
  await ensureEngine();
} catch (error) {
  if (!(error instanceof StackyardError)) throw error;
  console.error(`${error.message}\n${error.hint ?? ''}`);
  process.exit(3);
}
await requireNode('scripts/build.ts', []);
await buildPages();
say('starting the demo stack (resources/demo/stackyard.yaml); the first start builds its images …');
await requireNode('bin/stackyard.js', ['up', '--file', demoFile]);
say('filling it with orders, queues, objects and documents …');
await requireNode('scripts/demo-seed.ts', []);
say('posting one order at the edge and following it to all five backends …');
await requireNode('scripts/demo-verify.ts', []);
await requireNode('bin/stackyard.js', ['status', '--file', demoFile]);
const missing = await openDesktop(demoFile);
if (missing !== undefined) {
  say(`the app opens in the browser: ${missing}.`);
  await requireNode('bin/stackyard.js', ['ui', '--background', '--file', demoFile]);
}
say('the demo stack runs, and the app is open on it. On the command line: npx stackyard logs -f resources/demo --follow · stop it: npx stackyard down -f resources/demo');
