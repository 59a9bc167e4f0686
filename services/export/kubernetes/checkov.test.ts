import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { realTools } from '../../../test/kit/real-tools.ts';
import { builtObjects } from './kustomize/build.ts';
import { scopeOf } from './scope.ts';
import { printDocuments } from './yaml.ts';

interface Check {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
  readonly check_result: { readonly suppress_comment?: string };
}

const execute = promisify(execFile);
const program = realTools('checkov')?.[0];

/** What kustomize builds is the same, which a test of real tools holds; Secrets are in no export. */
describe.skipIf(program === undefined)('checkov over every stack in production, by all its checks', () => {
  let folder = '';
  const found: { readonly failed: string[]; readonly skipped: { readonly what: string; readonly reason: string }[]; passed: number } = { failed: [], skipped: [], passed: 0 };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-checkov-'));
    for (const [name, text] of Object.entries(stacks)) await writeFile(join(folder, `${name}.yaml`), printDocuments(builtObjects(scopeOf(await inputOf(text), 'production'))));
    const { stdout } = await execute(program ?? '', ['--framework', 'kubernetes', '--skip-download', '--compact', '-o', 'json', '-d', folder], { maxBuffer: 2 ** 28 }).catch((error: unknown) => error as { readonly stdout: string });
    const { results } = JSON.parse(stdout) as { readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[]; readonly skipped_checks: readonly Check[] } };
    const named = ({ check_id: id, file_path: file, resource }: Check): string => `${file.slice(1)}: ${id}: ${resource}`;
    found.failed.push(...results.failed_checks.map(named));
    found.skipped.push(...results.skipped_checks.map((check) => ({ what: named(check), reason: check.check_result.suppress_comment ?? '' })));
    found.passed = results.passed_checks.length;
  }, 300_000);
  afterAll(async () => rm(folder, { recursive: true }));

  test('finds nothing', () => {
    expect(found.passed).toBeGreaterThan(1_000);
    expect(found.failed).toEqual([]);
  });

  test('is told why, in words, of all that is meant', () => {
    expect(found.skipped.length).toBeGreaterThan(0);
    expect(found.skipped.filter(({ reason }) => reason.split(' ').length < 4)).toEqual([]);
  });
});
