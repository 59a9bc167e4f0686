import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { realTools } from '../../../test/kit/real-tools.ts';
import { badExamples, goodObjects, nameOf } from './examples.test-support.ts';
import { lint } from './lint.ts';

type Failed = { readonly check_id: string; readonly file_path: string; readonly resource: string };

const execute = promisify(execFile);
const program = realTools('checkov')?.[0];
/** Its checks that are rules of ours. */
const same: Readonly<Record<string, string>> = {
  CKV_K8S_8: 'liveness-of-containers',
  CKV_K8S_9: 'readiness-of-containers',
  CKV_K8S_10: 'cpu-request',
  CKV_K8S_11: 'cpu-limit',
  CKV_K8S_12: 'memory-request',
  CKV_K8S_13: 'memory-limit',
  CKV_K8S_14: 'image-tag',
  CKV_K8S_15: 'image-pull-policy',
  CKV_K8S_16: 'not-privileged',
  CKV_K8S_17: 'host-pid',
  CKV_K8S_18: 'host-ipc',
  CKV_K8S_19: 'host-network',
  CKV_K8S_20: 'no-privilege-escalation',
  CKV_K8S_21: 'namespace',
  CKV_K8S_22: 'read-only-root',
  CKV_K8S_25: 'capabilities-added',
  CKV_K8S_26: 'host-port',
  CKV_K8S_27: 'docker-socket',
  CKV_K8S_28: 'net-raw-dropped',
  CKV_K8S_31: 'seccomp-profile',
  CKV_K8S_34: 'tiller',
  CKV_K8S_35: 'secret-in-variable',
  CKV_K8S_37: 'capabilities-dropped',
  CKV_K8S_38: 'service-account-token',
};
/** Where ours sees more on purpose. */
const stricter: Readonly<Record<string, readonly string[]>> = {
  // It is content with an amount of 0, which requests nothing.
  CKV_K8S_12: ['memory-request-1 CronJob/report'],
  // It is content with the profile of the pod, also where a container is Unconfined.
  CKV_K8S_31: ['seccomp-profile-2 Deployment/web'],
};

describe.skipIf(program === undefined)('the real checkov', () => {
  const theirs = new Map<string, string[]>();
  const ours = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, item: string): void => void map.set(key, [...(map.get(key) ?? []), item]);
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-checkov-'));
    // Only the object that is broken: checkov's memory grows with the square of the objects.
    for (const { name, objects, found } of [{ name: 'good', objects: goodObjects(), found: ['Deployment/api'] }, ...badExamples]) {
      const [broken, more] = objects.filter((object) => found.includes(nameOf(object)) && ['Deployment', 'StatefulSet', 'Job', 'CronJob'].includes(object.kind));
      if (broken === undefined || more !== undefined) continue;
      await writeFile(join(folder, `${name}.yaml`), stringify(broken));
      for (const { id, findings } of lint({ objects: objects.map((object) => ({ object })), all: true }).rules) {
        if (findings.some(({ object }) => object === nameOf(broken))) add(ours, id, `${name} ${nameOf(broken)}`);
      }
    }
    const words = ['--framework', 'kubernetes', '--skip-download', '--compact', '--quiet', '--check', Object.keys(same).join(','), '-o', 'json', '-d', folder];
    const { stdout } = await execute(program ?? '', words, { maxBuffer: 2 ** 26 }).catch((error: unknown) => error as { readonly stdout: string });
    const { results } = JSON.parse(stdout) as { readonly results: { readonly failed_checks: readonly Failed[] } };
    for (const { check_id: check, file_path: file, resource } of results.failed_checks) {
      const [kind, , name] = resource.split('.');
      add(theirs, check, `${file.slice(1, -'.yaml'.length)} ${kind ?? ''}/${name ?? ''}`);
    }
  }, 120_000);
  afterAll(async () => rm(folder, { recursive: true }));

  test.each(Object.entries(same))('%s finds what %s finds', (check, rule) => {
    const expected = [...(theirs.get(check) ?? []), ...(stricter[check] ?? [])];
    expect(expected.length).toBeGreaterThan(0);
    expect([...new Set(ours.get(rule))].toSorted()).toEqual([...new Set(expected)].toSorted());
  });
});
