import { headlessName } from './names.ts';
import type { ContainerService } from '../../topology/types.ts';
import type { Scope } from './input.ts';

/** How the members of a clustered service find and trust each other. */
export interface Cluster {
  readonly members: number;
  /** Ports that only members use among themselves. */
  readonly ports: readonly { readonly name: string; readonly container: number }[];
}

const MEMBERS = 3;

/**
 * RabbitMQ as three members, where its template wrote the config file and nobody chose a number of replicas. Every environment has
 * its ports, so that all have the same objects; a developer's has one member.
 */
export function clusterOf({ choices, environment }: Pick<Scope, 'choices' | 'environment'>, service: ContainerService): Cluster | undefined {
  if (!choices.clusters || service.kind !== 'rabbitmq' || service.scale !== 1 || !service.files.some(({ path }) => path === CONFIG)) return undefined;
  return { members: environment === 'dev' ? 1 : MEMBERS, ports: [{ name: 'epmd', container: 4369 }, { name: 'members', container: 25_672 }] };
}

const CONFIG = '/config/rabbitmq.conf';
const COOKIE = 'ERLANG_COOKIE';

/** What a cluster of more than one member adds to its service; nothing for others. */
export interface ClusterParts {
  readonly files: readonly { readonly path: string; readonly secret: true; readonly content: string }[];
  /** Lines after those of a config file, by its path. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly secretKeys: readonly { readonly key: string; readonly what: string }[];
}

export function clusterParts(scope: Pick<Scope, 'choices' | 'environment' | 'namespace' | 'topology'>, service: ContainerService): ClusterParts {
  const cluster = clusterOf(scope, service);
  if (cluster === undefined || cluster.members === 1) return { files: [], lines: {}, variables: {}, secretKeys: [] };
  const domain = `${headlessName(service.name)}.${scope.namespace}.svc.${scope.choices.clusterDomain}`;
  return {
    // Only its owner may read it, or Erlang refuses it.
    files: [{ path: `${service.environment['HOME'] ?? '/tmp'}/.erlang.cookie`, secret: true, content: `[[${service.name}/${COOKIE}]]` }],
    lines: {
      [CONFIG]: [
        `cluster_name = ${scope.topology.name}-${service.name}`,
        'cluster_formation.peer_discovery_backend = classic_config',
        ...Array.from({ length: cluster.members }, (_, index) => `cluster_formation.classic_config.nodes.${index + 1} = rabbit@${service.name}-${index}.${domain}`),
        'cluster_partition_handling = pause_minority',
      ],
    },
    variables: {
      RABBITMQ_USE_LONGNAME: 'true',
      RABBITMQ_NODENAME: `rabbit@$(POD_NAME).${domain}`,
      // With Erlang's own guard against overlapping partitions a member that comes back under another address hung in its boot for two
      // minutes; the broker has a guard of its own.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `${service.environment['RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS'] ?? ''} -kernel prevent_overlapping_partitions false`.trim(),
    },
    secretKeys: [{ key: COOKIE, what: `word that the members of ${service.name} share, 20 letters or more` }],
  };
}
