import { join } from 'node:path';
import { checks, CheckFailure } from './checks.ts';

const root = join(import.meta.dirname, '..');
let failed = 0;
for (const check of checks) {
  const started = performance.now();
  try {
    const found = await check.run(root);
    console.log(`ok      ${check.name}: ${found} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    failed += 1;
    console.log(`FAILED  ${check.name}\n${error.message}\n`);
  }
}
console.log(`${checks.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
