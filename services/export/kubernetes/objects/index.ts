import type { ContainerService } from '../../../topology/types.ts';
import { resourcesName } from '../init-containers.ts';
import type { Scope } from '../input.ts';
import type { KubernetesObject } from '../object.ts';
import { once } from '../once.ts';
import { autoscaler } from './autoscaler.ts';
import { claimObjects } from './claim.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { entryObjects } from './entry.ts';
import { monitoringObjects } from './monitoring.ts';
import { namespaceObjects } from './namespace.ts';
import { networkPolicies } from './network-policy.ts';
import { operatedObjects } from './operated/index.ts';
import { resourcesJob } from './resources-job.ts';
import { secretObjects } from './secret.ts';
import { serviceAccount } from './service-account.ts';
import { serviceObjects } from './service.ts';
import { workloadObject } from './workload.ts';

/** An object and the folder of the export that it stands in. */
export interface PlacedObject {
  readonly folder: string;
  readonly object: KubernetesObject;
}

/** What every environment has; values in it may differ from one to the next, the objects do not. */
export const commonObjects: (scope: Scope) => readonly PlacedObject[] = once((scope: Scope) => {
  const placed = (folder: string, objects: readonly (KubernetesObject | undefined)[]): readonly PlacedObject[] => objects.flatMap((object) => (object === undefined ? [] : [{ folder, object }]));
  return [
    ...placed('namespace', namespaceObjects(scope)),
    ...placed('volumes', claimObjects(scope)),
    ...scope.services.flatMap((service) => {
      const job = resourcesJob(scope, service);
      return placed(service.name, [
        ...(operatedObjects(scope, service) ?? ownWorkload(scope, service)),
        ...(job === undefined ? [] : [serviceAccount(scope, resourcesName(service.name)), job]),
      ]);
    }),
    ...placed('network', networkPolicies(scope)),
    ...placed('monitoring', monitoringObjects(scope)),
  ];
});

function ownWorkload(scope: Scope, service: ContainerService): readonly (KubernetesObject | undefined)[] {
  return [serviceAccount(scope, service.name), workloadObject(scope, service), ...serviceObjects(scope, service), autoscaler(scope, service), disruptionBudget(scope, service)];
}

/** What only one environment has: its host names, and where its Secrets come from. */
export function ownObjects(scope: Scope): readonly PlacedObject[] {
  return [...entryObjects(scope).map((object) => ({ folder: 'entry', object })), ...secretObjects(scope).map((object) => ({ folder: 'secrets', object }))];
}
