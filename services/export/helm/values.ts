import { imageOf } from '../kubernetes/image.ts';
import type { Scope } from '../kubernetes/input.ts';
import { exposedOf } from '../kubernetes/objects/entry.ts';
import { volumeSize } from '../kubernetes/objects/claim.ts';
import { amountsOf, type Resources } from '../kubernetes/resources.ts';
import { secretKeysOf, secretName } from '../kubernetes/secret-keys.ts';
import { claimName } from '../kubernetes/volumes.ts';
import { ownVolumes, sharedVolumes, workloadOf } from '../kubernetes/workload.ts';

/** What a user of the chart may change of one service. */
export interface ServiceValues {
  readonly image: string;
  readonly resources: Resources;
  readonly replicas?: number;
  readonly autoscaling?: { readonly min: number; readonly max: number };
  readonly storage?: Readonly<Record<string, string>>;
  readonly existingSecret?: string;
  readonly hosts?: readonly string[];
}

export interface ChartValues {
  readonly namespace: { readonly create: boolean };
  readonly imagePullPolicy: string;
  readonly toolImage: string;
  readonly entry?: { readonly class: string };
  readonly services: Readonly<Record<string, ServiceValues>>;
}

/** The defaults: production as the stack describes it. */
export function chartValues(scope: Scope): ChartValues {
  const { choices } = scope;
  const exposed = new Map(exposedOf(scope).map((each) => [each.service.name, each.hosts]));
  const shared = sharedVolumes(scope);
  const services = scope.services.map((service): readonly [string, ServiceValues] => {
    const { replicas } = workloadOf(service, scope);
    const storage = Object.fromEntries(ownVolumes(service).filter(({ volume }) => !shared.has(volume)).map(({ volume }) => [claimName(volume), volumeSize(service, volume)]));
    const hosts = exposed.get(service.name);
    return [
      service.name,
      {
        image: imageOf(scope, service),
        resources: amountsOf(scope, service),
        ...(replicas.by === 'fixed' ? { replicas: replicas.count } : { autoscaling: { min: replicas.min, max: replicas.max } }),
        ...(Object.keys(storage).length === 0 ? {} : { storage }),
        ...(secretKeysOf(scope, service).length === 0 ? {} : { existingSecret: secretName(service.name) }),
        // With certificates the hosts are part of the Gateway as well, and stay as they were chosen.
        ...(hosts === undefined || choices.issuer !== null ? {} : { hosts }),
      },
    ];
  });
  return {
    namespace: { create: false },
    imagePullPolicy: 'Always',
    toolImage: choices.toolImage,
    ...(exposed.size === 0 ? {} : { entry: { class: choices.entry === 'gateway' ? choices.gatewayClass : choices.ingressClass } }),
    services: Object.fromEntries(services),
  };
}
