import type { KubernetesObject } from '../kubernetes/object.ts';
import { listAt, recordAt, textAt, valueAt } from './read.ts';
import type { Labels } from './selector.ts';

/** A container of a pod, init containers included; `spec` is what the manifest says about it. */
export type Container = { readonly name: string; readonly isInit: boolean; readonly spec: unknown };

/** What a workload makes pods of; `spec` is a PodSpec. */
export type Pod = { readonly object: KubernetesObject; readonly labels: Labels; readonly annotations: Labels; readonly spec: unknown; readonly containers: readonly Container[] };

const templates: Readonly<Record<string, string>> = {
  Pod: '',
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  ReplicaSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
};

/** The pod that a workload makes; undefined for every other object. */
export function podOf(object: KubernetesObject): Pod | undefined {
  const path = templates[object.kind];
  if (path === undefined) return undefined;
  const template: unknown = path === '' ? object : valueAt(object, path);
  const spec = valueAt(template, 'spec');
  const containersIn = (key: string, isInit: boolean): Container[] => listAt(spec, key).map((each) => ({ name: textAt(each, 'name') ?? '', isInit, spec: each }));
  const containers = [...containersIn('initContainers', true), ...containersIn('containers', false)];
  return { object, labels: recordAt(template, 'metadata.labels'), annotations: recordAt(template, 'metadata.annotations'), spec, containers };
}

/** A value of the container's security context, else of its pod's. */
export function securityOf(container: Container, pod: Pod, path: string): unknown {
  return valueAt(container.spec, `securityContext.${path}`) ?? valueAt(pod.spec, `securityContext.${path}`);
}
