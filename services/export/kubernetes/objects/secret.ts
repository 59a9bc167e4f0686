import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { secretKeysOf, secretName } from '../secret-keys.ts';

/** Objects of the operator that makes the Secrets; none where they come from a local file. No value stands in any of them. */
export function secretObjects(scope: Scope): readonly KubernetesObject[] {
  const { choices, environment, namespace, topology } = scope;
  if (choices.secrets === 'env-file') return [];
  return scope.services.flatMap((service): readonly KubernetesObject[] => {
    const keys = secretKeysOf(scope, service).map(({ key }) => key);
    if (keys.length === 0) return [];
    const name = secretName(service.name);
    const metadata = { name, namespace, labels: labelsOf(topology.name, name, service) };
    if (choices.secrets === 'sealed-secrets') {
      return [{ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata, spec: { encryptedData: Object.fromEntries(keys.map((key) => [key, ''])), template: { metadata: { name, namespace, labels: metadata.labels } } } }];
    }
    const data = keys.map((secretKey) => ({ secretKey, remoteRef: { key: `${topology.name}/${environment}/${service.name}`, property: secretKey } }));
    return [{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata, spec: { refreshInterval: '1h', secretStoreRef: choices.secretStore, target: { name, creationPolicy: 'Owner' }, data } }];
  });
}
