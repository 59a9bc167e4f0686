import { join } from 'node:path';

/** Where the cluster is. All of it stands in a network namespace of its own whose default route leads nowhere. */
export const network = {
  namespace: 'stackyard-kubernetes',
  /** TEST-NET-1: of no real machine. */
  node: '192.0.2.10',
  api: 16_443,
  etcd: 12_379,
  etcdPeers: 12_380,
  services: '10.96.0.0/16',
  apiService: '10.96.0.1',
  dnsService: '10.96.0.10',
  pods: '10.244.0.0/16',
  nodePods: '10.244.0.0/24',
} as const;

export const nodeName = 'lab';

/** Files of one run of the cluster. */
export interface ClusterFolder {
  readonly path: string;
  readonly keys: string;
  readonly logs: string;
  readonly socket: string;
  readonly kubeconfig: (user: string) => string;
}

export function clusterFolder(path: string): ClusterFolder {
  return { path, keys: join(path, 'keys'), logs: join(path, 'logs'), socket: join(path, 'containerd.sock'), kubeconfig: (user) => join(path, `${user}.kubeconfig`) };
}
