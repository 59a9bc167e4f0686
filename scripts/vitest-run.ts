import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fail, type Count } from './test-count.ts';

const root = join(import.meta.dirname, '..');

interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly name: string;
    /** Of the file as a whole: why it could not be loaded, or what its hooks threw. */
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages: readonly string[] }[];
  }[];
}

/** Runs one project of vitest.config.ts. Counts single tests, and a file that could not be loaded or cleaned up after as one failure. */
export async function runTests(project: string, count: Count, environment: Readonly<Record<string, string>>): Promise<void> {
  const report = join(tmpdir(), `stackyard-${project}-${process.pid}.json`);
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
  });
  const code = await new Promise<number>((resolve, reject) => child.once('error', reject).once('exit', (exitCode) => resolve(exitCode ?? 1)));
  const before = count.failed;
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  rmSync(report, { force: true });
  count.passed += numPassedTests;
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    for (const { fullName, failureMessages } of failed) fail(count, `${file} › ${fullName}`, failureMessages[0]);
    if (status === 'failed' && failed.length === 0) fail(count, file, message);
  }
  if (numPendingTests > 0) process.stderr.write(`stackyard: ${numPendingTests} ${project} tests were skipped; each prints its reason.\n`);
  if (code !== 0 && count.failed === before) fail(count, `the ${project} tests`, `vitest ended with ${code}; why stands above`);
}
