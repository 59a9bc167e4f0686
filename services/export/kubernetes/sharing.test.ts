import { expect, test } from 'vitest';
import { inputOf } from '../../../test/kit/kubernetes-stacks.ts';
import { exportKubernetes } from './index.ts';
import { builtObjects } from './kustomize/build.ts';
import type { KubernetesObject } from './object.ts';
import { scopeOf } from './scope.ts';

const environments = ['dev', 'staging', 'production'] as const;

async function exported(services: string): Promise<{ readonly objects: (environment: (typeof environments)[number]) => readonly KubernetesObject[]; readonly told: (service: string, fact: RegExp) => readonly string[] }> {
  const input = await inputOf(`name: x\nservices:\n${services}`);
  const { report } = exportKubernetes(input);
  return {
    objects: (environment) => builtObjects(scopeOf(input, environment), {}),
    told: (service, fact) => report.filter((entry) => entry.service === service && fact.test(entry.fact)).map(({ fact: what, outcome, how, why }) => `${what} ${outcome}: ${how}. ${why ?? ''}`),
  };
}

const claimsOf = (objects: readonly KubernetesObject[]): readonly unknown[] => objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').map((claim) => [claim.metadata.name, (claim['spec'] as { readonly accessModes: unknown }).accessModes]);
const specsOf = (objects: readonly KubernetesObject[], kind: string): readonly Record<string, unknown>[] => objects.filter((object) => object.kind === kind).map((object) => object['spec'] as Record<string, unknown>);

test('replicas that share a volume on this machine share one claim in a cluster', async () => {
  const { objects, told } = await exported('  web: { image: "x/y:1", expose: { http: 80 }, volumes: ["media:/media"], scale: 3 }\n');
  for (const environment of environments) {
    expect(claimsOf(objects(environment))).toEqual([['media', ['ReadWriteMany']]]);
    expect(specsOf(objects(environment), 'StatefulSet')).toMatchObject([{ replicas: 3 }]);
    expect(specsOf(objects(environment), 'StatefulSet')[0]).not.toHaveProperty('volumeClaimTemplates');
  }
  expect(told('web', /volume/)).toEqual(['volume media approximated: one PersistentVolumeClaim of 5Gi, ReadWriteMany. All replicas mount it, as on this machine: it needs a storage class that can do ReadWriteMany, which many cannot.']);
});

test('one replica has a claim of its own, and the stores of a cluster stay one for each member', async () => {
  const { objects, told } = await exported('  web: { image: "x/y:1", volumes: ["media:/media"] }\n  broker: { template: rabbitmq }\n');
  expect(claimsOf(objects('production'))).toEqual([]);
  expect(specsOf(objects('production'), 'StatefulSet').map(({ volumeClaimTemplates }) => volumeClaimTemplates)).toMatchObject([[{ spec: { accessModes: ['ReadWriteOnce'] } }], [{ spec: { accessModes: ['ReadWriteOnce'] } }]]);
  expect(told('web', /scale/)).toEqual(['scale: 1 approximated: one replica: away for a moment when its node is drained or it is updated. Its volume can be mounted by one pod only, ReadWriteOnce.']);
});

test('services that share a volume are told the same of it', async () => {
  const { objects, told } = await exported('  web: { image: "x/y:1", volumes: ["media:/media"] }\n  resize: { image: "x/y:1", volumes: ["media:/media"] }\n');
  expect(claimsOf(objects('production'))).toEqual([['media', ['ReadWriteMany']]]);
  expect(told('web', /volume/)).toEqual(told('resize', /volume/));
  expect(told('web', /volume/)[0]).toContain('The services web, resize mount it');
  expect(told('web', /scale/)[0]).not.toContain('one pod only');
});

test('scale: 1 is one pod and never two at once; without it the report says what to write', async () => {
  const { objects, told } = await exported('  beat: { image: "x/y:1", expose: { http: 80 }, scale: 1 }\n');
  for (const environment of environments) {
    expect(specsOf(objects(environment), 'HorizontalPodAutoscaler')).toEqual([]);
    expect(specsOf(objects(environment), 'Deployment')).toMatchObject([{ replicas: 1, strategy: { type: 'Recreate' } }]);
    expect(specsOf(objects(environment), 'PodDisruptionBudget')).toMatchObject([{ maxUnavailable: 1 }]);
  }
  expect(told('beat', /scale/)).toEqual(['scale: 1 approximated: one replica: away for a moment when its node is drained or it is updated. The stack file says scale: 1, so there are never two at once; leave scale out where several may run.']);
  const left = await exported('  beat: { image: "x/y:1" }\n');
  expect(specsOf(left.objects('production'), 'HorizontalPodAutoscaler')).toMatchObject([{ minReplicas: 2 }]);
  expect(left.told('beat', /scale/)[0]).toContain('approximated');
  expect(left.told('beat', /scale/)[0]).toContain('Write scale: 1 where two at once do harm');
});
