import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface Count {
  passed: number;
  failed: number;
}

/** Runs one project of vitest.config.ts. Counts single tests, and a file that could not even be loaded as one failure. */
export async function runTests(project: string, count: Count, environment: Readonly<Record<string, string>>): Promise<void> {
  const report = join(tmpdir(), `stackyard-${project}-${process.pid}.json`);
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
  });
  const code = await new Promise<number>((resolve, reject) => child.once('error', reject).once('exit', (exitCode) => resolve(exitCode ?? 1)));
  const before = count.failed;
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    testResults: readonly { status: string; name: string; assertionResults: readonly unknown[] }[];
  };
  rmSync(report, { force: true });
  const unloadable = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  count.passed += numPassedTests;
  count.failed += numFailedTests + unloadable;
  if (numPendingTests > 0) process.stderr.write(`stackyard: ${numPendingTests} ${project} tests were skipped; each prints its reason.\n`);
  if (code !== 0 && count.failed === before) count.failed += 1;
}

