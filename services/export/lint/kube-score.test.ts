import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { realTools } from '../../../test/kit/real-tools.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { badExamples, goodObjects } from './examples.test-support.ts';
import { lint } from './lint.ts';
import { rules } from './rules/index.ts';

type Scored = { readonly type_meta: { readonly kind: string }; readonly object_meta: { readonly name: string }; readonly checks: readonly { readonly check: { readonly id: string }; readonly grade: number; readonly skipped: boolean }[] };

const execute = promisify(execFile);
const tools = realTools('kube-score');
const prefix = 'kube-score/';
const ours = [...new Set(rules.flatMap(({ tools: named }) => named.filter((tool) => tool.startsWith(prefix)).map((tool) => tool.slice(prefix.length))))];
const optional = ['container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits', 'container-memory-requests-equal-limits', 'container-ephemeral-storage-request-equals-limit', 'container-seccomp-profile', 'container-ports-check'];

/** `check Kind/name` of all that the real kube-score finds, with its optional tests. A grade of 10 is its best, 7 its "almost". */
async function scored(program: string, file: string): Promise<readonly string[]> {
  const words = ['score', '-o', 'json', '--kubernetes-version', 'v1.34', ...optional.flatMap((id) => ['--enable-optional-test', id]), file];
  const { stdout } = await execute(program, words, { maxBuffer: 2 ** 26 }).catch((error: unknown) => error as { readonly stdout: string });
  const objects = JSON.parse(stdout) as readonly Scored[];
  return objects.flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) => checks.filter(({ grade, skipped, check }) => !skipped && grade < 7 && ours.includes(check.id)).map(({ check }) => `${check.id} ${kind}/${name}`));
}

/** Where ours sees more or less on purpose. */
const differences: Readonly<Record<string, readonly string[]>> = {
  // It takes what follows the port of a registry for a tag.
  'image-tag-2': ['container-image-tag CronJob/report'],
  // It is content with any profile, also with Unconfined.
  'seccomp-profile-2': ['container-seccomp-profile Deployment/web'],
};

const kindOf = (tool: string): string | undefined => ({ deployment: 'Deployment', statefulset: 'StatefulSet' })[/^kube-score\/(deployment|statefulset)-/.exec(tool)?.[1] ?? ''];

function found(objects: readonly KubernetesObject[]): readonly string[] {
  const reports = lint({ objects: objects.map((object) => ({ object })), all: true }).rules;
  return [...new Set(reports.flatMap((rule) => rule.findings.flatMap(({ object }) => rule.tools.filter((tool) => tool.startsWith(prefix) && object.startsWith(kindOf(tool) ?? '')).map((tool) => `${tool.slice(prefix.length)} ${object}`))))];
}

describe.skipIf(tools === undefined)('the real kube-score', () => {
  const [program = ''] = tools ?? [];
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-lint-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  test('each of its rules that are ours is broken by an example', () => {
    const broken = new Set(badExamples.flatMap(({ objects }) => found(objects)).map((each) => each.split(' ')[0]));
    expect(ours.filter((id) => !broken.has(id))).toEqual([]);
  });

  test.each([{ name: 'good', objects: goodObjects() }, ...badExamples].map((example) => [example.name, example.objects] as const))('finds the same in %s', async (name, objects) => {
    const file = join(folder, `${name}.yaml`);
    await writeFile(file, objects.map((object) => stringify(object)).join('---\n'));
    expect([...found(objects)].toSorted()).toEqual([...(await scored(program, file)), ...(differences[name] ?? [])].toSorted());
  });
});
