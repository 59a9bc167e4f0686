import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { network, nodeName, type ClusterFolder } from './addresses.ts';
import type { Kubectl } from './kubectl.ts';
import type { ClusterProcesses } from './processes.ts';

const execute = promisify(execFile);

/** The container of a pod's own namespaces: it sleeps. */
export const sandboxImage = 'stackyard.local/sandbox:1';

/** containerd, with its own root, state and socket, so that it does not meet the one of Docker. */
export async function startContainerd(folder: ClusterFolder, processes: ClusterProcesses): Promise<void> {
  const { path, socket } = folder;
  await mkdir(join(path, 'cni'), { recursive: true });
  const bridge = { type: 'bridge', bridge: 'cni0', isGateway: true, ipMasq: true, hairpinMode: true, ipam: { type: 'host-local', dataDir: join(path, 'cni-addresses'), ranges: [[{ subnet: network.nodePods }]], routes: [{ dst: '0.0.0.0/0' }] } };
  await writeFile(join(path, 'cni', '10-lab.conflist'), JSON.stringify({ cniVersion: '1.0.0', name: 'lab', plugins: [bridge, { type: 'portmap', capabilities: { portMappings: true } }] }));
  const settings = [
    'version = 2',
    `root = "${join(path, 'containerd', 'root')}"`,
    `state = "${join(path, 'containerd', 'state')}"`,
    '[grpc]',
    `  address = "${socket}"`,
    '[plugins."io.containerd.grpc.v1.cri"]',
    `  sandbox_image = "${sandboxImage}"`,
    '  netns_mounts_under_state_dir = true',
    // Root of a sandbox may lack CAP_SYS_RESOURCE, and runc then fails with "can't get final child's PID from pipe".
    '  restrict_oom_score_adj = true',
    '  [plugins."io.containerd.grpc.v1.cri".cni]',
    '    bin_dir = "/usr/lib/cni"',
    `    conf_dir = "${join(path, 'cni')}"`,
  ];
  await writeFile(join(path, 'containerd.toml'), `${settings.join('\n')}\n`);
  processes.start('containerd', ['containerd', '--config', join(path, 'containerd.toml')]);
  await processes.until('containerd', 30, () => execute('ctr', ['-a', socket, 'version']).then(() => true, () => false));
}

/** The node: kubelet and kube-proxy over a containerd that runs. */
export async function startNode({ program, folder, processes, kubectl }: { readonly program: string; readonly folder: ClusterFolder; readonly processes: ClusterProcesses; readonly kubectl: Kubectl }): Promise<void> {
  const { path, keys, socket, kubeconfig } = folder;
  await writeFile(join(path, 'resolv.conf'), '');
  const kubelet = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    // It would not start on a machine with the older control groups.
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    containerRuntimeEndpoint: `unix://${socket}`,
    clusterDNS: [network.dnsService],
    clusterDomain: 'cluster.local',
    resolvConf: join(path, 'resolv.conf'),
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: join(keys, 'ca.crt') } },
    authorization: { mode: 'Webhook' },
    evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    podLogsDir: join(path, 'pod-logs'),
    volumePluginDir: join(path, 'volume-plugins'),
    nodeStatusUpdateFrequency: '2s',
  };
  const proxy = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    clientConnection: { kubeconfig: kubeconfig('proxy') },
    mode: 'nftables',
    clusterCIDR: network.pods,
    hostnameOverride: nodeName,
    // In a namespace of its own it may not write these limits.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
  await writeFile(join(path, 'kubelet.json'), JSON.stringify(kubelet));
  await writeFile(join(path, 'kube-proxy.json'), JSON.stringify(proxy));
  processes.start('kubelet', [program, 'kubelet', `--config=${join(path, 'kubelet.json')}`, `--kubeconfig=${kubeconfig('kubelet')}`, `--hostname-override=${nodeName}`, `--node-ip=${network.node}`, `--root-dir=${join(path, 'kubelet')}`, `--cert-dir=${join(path, 'kubelet-keys')}`]);
  processes.start('kube-proxy', [program, 'kube-proxy', `--config=${join(path, 'kube-proxy.json')}`]);
  await processes.until('kubelet', 90, () => kubectl.succeeds('wait', '--for=condition=Ready', `node/${nodeName}`, '--timeout=1s'));
}

/** Ends every container of the cluster; containerd leaves them running when it ends. */
export async function endContainers({ socket }: ClusterFolder): Promise<void> {
  const ctr = async (...words: readonly string[]): Promise<string> => (await execute('ctr', ['-a', socket, '-n', 'k8s.io', ...words])).stdout;
  for (const id of (await ctr('task', 'ls', '-q')).split('\n').filter((line) => line !== '')) {
    // One that has just ended by itself is gone already, and that is all that is wanted.
    await ctr('task', 'delete', '--force', id).catch(() => undefined);
  }
}
