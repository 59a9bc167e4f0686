import { tagOf, unusual, type Operator } from './operator.ts';

export const ELASTICSEARCH_CONFIG = '/config/elasticsearch.yml';
/** Of a resource: it makes names from it that have up to 27 letters more. */
const longestName = 36;

/** https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s: Elastic Cloud on Kubernetes. */
export const eck: Operator = {
  title: 'ECK',
  kind: 'Elasticsearch',
  unfit: (service) => unusual(service, { config: ELASTICSEARCH_CONFIG, ports: { http: 9200 } }) ?? (/^\d+\.\d+\.\d+$/.test(tagOf(service)) ? undefined : 'it needs a whole version: write version: "9.5.3" or the like') ?? (service.name.length > longestName ? `its name has more than ${longestName} letters` : undefined),
  pods: (service) => ({ 'elasticsearch.k8s.elastic.co/cluster-name': service }),
  served: (service) => ({ 'common.k8s.elastic.co/type': 'elasticsearch', 'elasticsearch.k8s.elastic.co/cluster-name': service }),
  peerPorts: [9300],
  controller: { pods: { 'control-plane': 'elastic-operator' }, ports: [9200] },
  asksApi: false,
  needs: ['account'],
  endings: ['-es-http', '-es-internal-http', '-es-transport', '-es-default'],
};
