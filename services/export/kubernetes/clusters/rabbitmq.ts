import { headlessName } from '../names.ts';
import { hasFile, type ClusterForm } from './cluster.ts';

const CONFIG = '/config/rabbitmq.conf';
const COOKIE = 'ERLANG_COOKIE';

/** Members that know each other by name and share a word of the Secret. */
export const rabbitmqCluster: ClusterForm = {
  ports: [{ name: 'epmd', container: 4369 }, { name: 'members', container: 25_672 }],
  settleSeconds: 20,
  fits: (service) => hasFile(service, CONFIG),
  parts({ choices, namespace, topology }, service, members) {
    const domain = `${headlessName(service.name)}.${namespace}.svc.${choices.clusterDomain}`;
    const lines = [
      `cluster_name = ${topology.name}-${service.name}`,
      'cluster_formation.peer_discovery_backend = classic_config',
      ...Array.from({ length: members }, (_, index) => `cluster_formation.classic_config.nodes.${index + 1} = rabbit@${service.name}-${index}.${domain}`),
      'cluster_partition_handling = pause_minority',
    ];
    return {
      // Only its owner may read it, or Erlang refuses it.
      files: [{ path: `${service.environment['HOME'] ?? '/tmp'}/.erlang.cookie`, secret: true, content: `[[${service.name}/${COOKIE}]]` }],
      texts: { [CONFIG]: (text) => `${text}${lines.map((line) => `${line}\n`).join('')}` },
      variables: {
        RABBITMQ_USE_LONGNAME: 'true',
        RABBITMQ_NODENAME: `rabbit@$(POD_NAME).${domain}`,
        // With Erlang's own guard against overlapping partitions a member that comes back under another address hung in its boot for two
        // minutes; the broker has a guard of its own.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `${service.environment['RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS'] ?? ''} -kernel prevent_overlapping_partitions false`.trim(),
      },
      secretKeys: [{ key: COOKIE, what: `word that the members of ${service.name} share, 20 letters or more` }],
    };
  },
};
