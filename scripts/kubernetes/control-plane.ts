import { join } from 'node:path';
import { network, type ClusterFolder } from './addresses.ts';
import type { Kubectl } from './kubectl.ts';
import type { ClusterProcesses } from './processes.ts';

/** etcd, the API server, the controllers and the scheduler; resolves when pods can be made. */
export async function startControlPlane({ program, folder, processes, kubectl }: { readonly program: string; readonly folder: ClusterFolder; readonly processes: ClusterProcesses; readonly kubectl: Kubectl }): Promise<void> {
  const { keys, path, kubeconfig } = folder;
  const key = (name: string): string => join(keys, name);
  const etcd = `http://127.0.0.1:${network.etcd}`;
  const peers = `http://127.0.0.1:${network.etcdPeers}`;
  processes.start('etcd', [
    program, 'etcd', '--name', 'lab', '--data-dir', join(path, 'etcd'), '--unsafe-no-fsync',
    '--listen-client-urls', etcd, '--advertise-client-urls', etcd, '--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers, '--initial-cluster', `lab=${peers}`,
  ]);
  processes.start('api', [
    program, 'kube-apiserver', `--etcd-servers=${etcd}`, '--bind-address=0.0.0.0', `--secure-port=${network.api}`, `--advertise-address=${network.node}`,
    `--service-cluster-ip-range=${network.services}`, '--allow-privileged=true', '--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction',
    `--token-auth-file=${key('tokens.csv')}`, `--client-ca-file=${key('ca.crt')}`, `--tls-cert-file=${key('api.crt')}`, `--tls-private-key-file=${key('api.key')}`,
    // The node has no name that anybody could look up.
    '--kubelet-preferred-address-types=InternalIP', `--kubelet-client-certificate=${key('kubelet-client.crt')}`, `--kubelet-client-key=${key('kubelet-client.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local', `--service-account-key-file=${key('accounts.pub')}`, `--service-account-signing-key-file=${key('accounts.key')}`,
  ]);
  await processes.until('api', 90, () => kubectl.succeeds('get', '--raw', '/readyz'));
  const asUser = (user: string): readonly string[] => ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map((flag) => `--${flag}=${kubeconfig(user)}`);
  processes.start('controllers', [
    program, 'kube-controller-manager', ...asUser('controllers'), '--bind-address=127.0.0.1', '--leader-elect=false', '--use-service-account-credentials=true', `--root-ca-file=${key('ca.crt')}`,
    `--service-account-private-key-file=${key('accounts.key')}`, '--allocate-node-cidrs=true', `--cluster-cidr=${network.pods}`, `--service-cluster-ip-range=${network.services}`,
  ]);
  processes.start('scheduler', [program, 'kube-scheduler', ...asUser('scheduler'), '--bind-address=127.0.0.1', '--leader-elect=false']);
  await processes.until('controllers', 60, () => kubectl.succeeds('get', 'serviceaccount', 'default'));
}
