import type { ContainerService } from '../../../topology/types.ts';
import { pullPolicy, usualImage } from '../image.ts';
import { resourcesName, secretMount, toolContainer, toolsVolume } from '../init-containers.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import { digestOf } from '../names.ts';
import type { KubernetesObject } from '../object.ts';
import { toolResources } from '../resources.ts';
import { resourceFiles } from '../resource-files.ts';
import { secretVolume } from '../secret-volume.ts';
import { containerSecurity, podSecurity } from '../security.ts';
import { tools } from '../tools/index.ts';
import { waiversOf } from '../waivers.ts';

const DEADLINE_SECONDS = 1800;
const KEPT_SECONDS = 86_400;

/**
 * Declares queues, buckets, indexes and databases. It asks until the service answers; sent again its requests change nothing. A Job
 * cannot be changed, so its name says what it declares: other resources make another Job.
 */
export function resourcesJob(scope: Scope, service: ContainerService): KubernetesObject | undefined {
  const calls = scope.calls[service.name];
  if (calls === undefined) return undefined;
  const instance = resourcesName(service.name);
  const labels = labelsOf(scope.topology.name, instance, service);
  const isPsql = calls.by === 'psql';
  const usesSecret = isPsql || calls.sign !== 'none';
  const mounts = [{ name: 'resources', mountPath: `/stackyard/resources/${service.name}`, readOnly: true as const }, ...(usesSecret ? [secretMount(service.name)] : [])];
  const container = isPsql
    ? { name: 'declare', image: usualImage(scope, service), imagePullPolicy: pullPolicy(scope), command: ['sh', `/stackyard/resources/${service.name}/declare.sh`], resources: toolResources, securityContext: containerSecurity(service), volumeMounts: mounts }
    : toolContainer(scope, { name: 'declare', args: ['/stackyard/tools/declare.mjs', `/stackyard/resources/${service.name}/resources.json`], mounts });
  const digest = digestOf(JSON.stringify([resourceFiles(scope, service), container.image, tools])).slice(0, 8);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${instance}-${digest}`, namespace: scope.namespace, labels: { ...labels, 'app.kubernetes.io/instance': `${instance}-${digest}` }, annotations: jobWaivers(scope, service, isPsql) },
    spec: {
      backoffLimit: 20,
      activeDeadlineSeconds: DEADLINE_SECONDS,
      ttlSecondsAfterFinished: KEPT_SECONDS,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'OnFailure',
          serviceAccountName: instance,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: podSecurity(service),
          containers: [container],
          volumes: [
            ...(isPsql ? [] : [toolsVolume()]),
            { name: 'resources', configMap: { name: instance } },
            ...(usesSecret ? [secretVolume(scope, service.name)] : []),
          ],
        },
      },
    },
  };
}

/** A Job of the tool image shares only what is said about images. */
function jobWaivers(scope: Scope, service: ContainerService, isPsql: boolean): Record<string, string> {
  const all = Object.entries(waiversOf(scope, service));
  return Object.fromEntries(isPsql ? all : all.filter(([key, text]) => text.startsWith('CKV_K8S_43') || key === 'lint.stackyard.dev/no-group-zero'));
}
