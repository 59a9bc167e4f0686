import type { ContainerService } from '../../../topology/types.ts';
import { headlessName } from '../names.ts';
import { hasFile, type ClusterForm } from './cluster.ts';

const CONFIG = '/config/elasticsearch.yml';
const START = '/config/start.sh';

/** Nodes that may all become the master and elect one; each of them answers for all. */
export const elasticsearchCluster: ClusterForm = {
  ports: [{ name: 'transport', container: 9300 }],
  settleSeconds: 60,
  fits: (service) => hasFile(service, CONFIG) && hasFile(service, START) && dataFolder(service) !== undefined,
  parts({ choices, namespace }, service, members) {
    const names = Array.from({ length: members }, (_, index) => `${service.name}-${index}`);
    const lines = [
      `discovery.seed_hosts: ["${headlessName(service.name)}.${namespace}.svc.${choices.clusterDomain}"]`,
      // Counts until a cluster was formed once, and only where most of these are.
      `cluster.initial_master_nodes: [${names.map((name) => `"${name}"`).join(', ')}]`,
    ];
    const port = service.ports['http']?.container ?? 9200;
    return {
      texts: {
        [CONFIG]: (text) => `${text.replaceAll(/^(?:node\.name|discovery\.type):.*\n/gm, '')}${lines.map((line) => `${line}\n`).join('')}`,
        [START]: (text) => text.replace(/^set -eu\n/, `set -eu\n${guard(service)}`).replace(/^exec .*\/elasticsearch"$/m, (line) => `${line} -Enode.name="$POD_NAME"`),
      },
      probes: {
        startup: { http: { port, path: '/_cluster/health?local=true' } },
        // A member without a master answers nobody. An index that is red is no reason to take all members away from those that ask others.
        ready: { http: { port, path: `/_cluster/health?wait_for_nodes=ge(${Math.floor(members / 2) + 1})&timeout=2s&master_timeout=2s` } },
      },
    };
  },
};

/** A node that was alone has formed a cluster of its own, and would go on with it beside that of the others, behind the same address. */
function guard(service: ContainerService): string {
  const data = dataFolder(service) ?? '';
  return [
    `data=${data}`,
    'if [ ! -e "$data/.members" ] && { [ -e "$data/nodes" ] || [ -e "$data/_state" ]; }; then',
    `  echo "The data in this volume were written by a node that was alone, which cannot join the other members of ${service.name}: restore a snapshot of them into a new cluster, or write export.kubernetes.clusters: false." >&2`,
    '  exit 1',
    'fi',
    'touch "$data/.members"',
    '',
  ].join('\n');
}

function dataFolder({ mounts }: ContainerService): string | undefined {
  return mounts.find((mount) => mount.type === 'volume' && !mount.readOnly)?.target;
}
