import type { ContainerService } from '../../../../topology/types.ts';
import { imageOf } from '../../image.ts';
import type { Scope } from '../../input.ts';
import { ELASTICSEARCH_CONFIG } from '../../operators/eck.ts';
import { operatedMembers } from '../../operators/index.ts';
import { tagOf } from '../../operators/operator.ts';
import { settingsOf } from '../../operators/settings.ts';
import { resourcesOf } from '../../resources.ts';
import { dataSize } from './data-size.ts';

/** Names, addresses, paths and members are the operator's, and security cannot be switched off in what it runs. */
const reserved = /^(?:cluster\.name|cluster\.initial_master_nodes|node\.name|network\.|http\.|discovery\.|path\.|xpack\.security\.)/;

const switches: Readonly<Record<string, boolean>> = { true: true, false: false };

export function elasticsearchSpec(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>> {
  const heap = service.environment['STACKYARD_HEAP'];
  const container = {
    name: 'elasticsearch',
    ...(heap === undefined ? {} : { env: [{ name: 'ES_JAVA_OPTS', value: `-Xms${heap} -Xmx${heap}` }] }),
    resources: resourcesOf(service),
  };
  return {
    version: tagOf(service),
    image: imageOf(scope, service),
    // A resource that is deleted by mistake must not take its data along.
    volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
    http: { tls: { selfSignedCertificate: { disabled: true } } },
    nodeSets: [
      {
        name: 'default',
        count: operatedMembers(scope, service),
        config: searchSettings(service),
        podTemplate: { spec: { serviceAccountName: service.name, automountServiceAccountToken: false, enableServiceLinks: false, containers: [container] } },
        volumeClaimTemplates: [{ metadata: { name: 'elasticsearch-data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: dataSize(service) } } } }],
      },
    ],
  };
}

/** Those of the stack's own config file; and whoever the network policies let in needs no name, as in the stack. */
export function searchSettings(service: ContainerService): Readonly<Record<string, unknown>> {
  const kept = settingsOf(service, ELASTICSEARCH_CONFIG).filter(([key]) => !reserved.test(key)).map(([key, value]) => [key, switches[value] ?? value] as const);
  return { ...Object.fromEntries(kept), 'xpack.security.authc.anonymous.username': 'anonymous', 'xpack.security.authc.anonymous.roles': 'superuser' };
}
