import { describe, expect, test } from 'vitest';
import { badExamples, goodObjects, nameOf } from './examples.test-support.ts';
import { lint } from './lint.ts';
import { valueAt } from './read.ts';
import { rules } from './rules/index.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';

const linted = (objects: readonly KubernetesObject[]) => objects.map((object) => ({ object }));
const good = lint({ objects: linted(goodObjects()), all: true });

test('each rule has an id of its own, and names the tools whose rule it is', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(rules.filter(({ tools }) => tools.length === 0 || !tools.every((tool) => /^(kube-linter|kube-score|polaris|trivy|kubesec)\/[\w-]+$/.test(tool)))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id] as const))('%s', (id) => {
  const examples = badExamples.filter(({ rule }) => rule === id);

  test('says nothing about good objects, and judges some', () => {
    const report = good.rules.find((each) => each.id === id);
    expect(report?.findings).toEqual([]);
    expect(report?.objects).toBeGreaterThan(0);
  });

  test('has a bad example', () => expect(examples.length).toBeGreaterThan(0));

  test.each(examples.map((example) => [example.name, example] as const))('finds what is wrong in %s, and nothing else', (_, { objects, found }) => {
    const report = lint({ objects: linted(objects), all: true }).rules.find((each) => each.id === id);
    expect([...new Set(report?.findings.map(({ object }) => object))].toSorted()).toEqual([...found].toSorted());
    expect(report?.outcome).toBe('found');
    for (const { message } of report?.findings ?? []) expect(message).toMatch(/^[A-Za-z"].{8,}[^.]$/);
  });
});

test('each bad example is of a rule that exists', () => expect(badExamples.map(({ rule }) => rule).filter((rule) => !rules.some(({ id }) => id === rule))).toEqual([]));

describe('waivers', () => {
  const broken = (annotations: Record<string, string> = {}) => {
    const objects = goodObjects();
    const web = objects.find((object) => nameOf(object) === 'Deployment/web');
    Object.assign(web?.metadata ?? {}, { annotations });
    Object.assign(valueAt(web, 'spec.template.spec.containers.0') ?? {}, { image: 'web' });
    return linted(objects);
  };
  const outcome = (report: ReturnType<typeof lint>) => report.rules.find(({ id }) => id === 'image-tag');

  test.each([
    [{ 'lint.stackyard.dev/image-tag': 'one at a time' }, 'one at a time'],
    [{ 'ignore-check.kube-linter.io/latest-tag': 'one at a time' }, 'one at a time'],
    [{ 'polaris.fairwinds.com/tagNotSpecified-exempt': 'true' }, 'the annotation polaris.fairwinds.com/tagNotSpecified-exempt says so'],
    [{ 'kube-score/ignore': 'a, container-image-tag' }, 'the annotation kube-score/ignore names it'],
  ])('by the annotation %j are reported with their reason', (annotations, reason) => {
    expect(outcome(lint({ objects: broken(annotations) }))).toMatchObject({ outcome: 'waived', findings: [], waived: [{ object: 'Deployment/web', namespace: 'shop', reason }] });
  });

  test('without a reason waive nothing', () => {
    expect(outcome(lint({ objects: broken({ 'lint.stackyard.dev/image-tag': ' ' }) }))?.outcome).toBe('found');
  });

  test('by a list hold for the objects that they name; those that met nothing are told', () => {
    const [meant, other, unknown] = [{ rule: 'kube-score/container-image-tag', object: 'Deployment/web', reason: 'r' }, { rule: 'image-tag', object: 'Deployment/api', reason: 'r' }, { rule: 'no-such', reason: 'r' }];
    const report = lint({ objects: broken(), waivers: [other, meant, unknown] });
    expect(outcome(report)?.outcome).toBe('waived');
    expect(report.unusedWaivers).toEqual([other, unknown]);
  });
});

test('objects of any shape are judged without a failure', () => {
  const odd = [null, 1, 'x', [], [null], {}, { a: null }].flatMap((value) => ['Deployment', 'Service', 'NetworkPolicy', 'Ingress', 'Role', 'RoleBinding', 'ConfigMap', 'CronJob', 'Pod', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'StatefulSet'].flatMap((kind) => [
    { apiVersion: 'v1', kind, metadata: { name: 'x' }, spec: value, data: value, rules: value, subjects: value },
    { apiVersion: 'v1', kind, metadata: { name: 'x' }, spec: { template: { spec: { containers: value, volumes: value, securityContext: value } }, selector: value, ports: value, rules: value, containers: value, ingress: value, podSelector: value } },
  ]));
  expect(() => lint({ objects: odd.map((object) => ({ object: object as unknown as KubernetesObject })), all: true })).not.toThrow();
});
