import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { network, type ClusterFolder } from './addresses.ts';
import { coreDnsImage } from './images.ts';
import type { Kubectl } from './kubectl.ts';

const coreFile = `.:53 {
  errors
  health :8080
  ready :8181
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    pods insecure
    ttl 5
  }
  cache 5
}
`;
const labels = { 'k8s-app': 'kube-dns' };
const metadata = { name: 'coredns', namespace: 'kube-system' };

/** Names of Services, as every cluster has them. */
export async function startClusterDns(kubectl: Kubectl): Promise<void> {
  const container = {
    name: 'coredns',
    image: coreDnsImage,
    imagePullPolicy: 'Never',
    args: ['-conf', '/etc/coredns/Corefile'],
    readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 1 },
    volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
  };
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'coredns' }, rules: [{ apiGroups: [''], resources: ['services', 'pods', 'namespaces', 'endpoints'], verbs: ['list', 'watch'] }, { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] }] },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'coredns' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'coredns' }, subjects: [{ kind: 'ServiceAccount', name: 'coredns', namespace: 'kube-system' }] },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: coreFile } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { ...metadata, labels }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { serviceAccountName: 'coredns', dnsPolicy: 'Default', containers: [container], volumes: [{ name: 'config', configMap: { name: 'coredns' } }] } } } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kube-dns', namespace: 'kube-system' }, spec: { clusterIP: network.dnsService, selector: labels, ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53, protocol: 'TCP' }] } },
  ];
  await kubectl.apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  await kubectl.run('-n', 'kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=90s');
}

/** Kinds that exports write and Kubernetes itself does not have. */
const definedKinds = new Set(['Gateway', 'HTTPRoute', 'ServiceMonitor', 'PrometheusRule', 'ExternalSecret', 'SealedSecret', 'Cluster', 'RabbitmqCluster', 'Elasticsearch']);

/** Definitions of these kinds, whose objects the cluster then takes. Nothing in it acts on them. */
export async function defineKinds(kubectl: Kubectl, folders: readonly string[]): Promise<void> {
  const found = (await Promise.all(folders.map(definitionsIn))).flat();
  const missing = [...definedKinds].filter((kind) => !found.some((each) => each.spec.names.kind === kind));
  if (missing.length > 0) throw new Error(`no module defines ${missing.join(', ')}`);
  await kubectl.apply(found.map((each) => JSON.stringify(each)).join('\n---\n'));
  await kubectl.run('wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s');
}

interface Definition {
  readonly kind: string;
  readonly spec: { readonly names: { readonly kind: string } };
}

async function definitionsIn(folder: string): Promise<readonly Definition[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const documents = (await Promise.all(files.map(async (name) => parseAllDocuments(await readFile(join(folder, name), 'utf8'), { logLevel: 'silent' })))).flat();
  return documents.map((document) => document.toJS() as Definition | null).filter((each): each is Definition => each?.kind === 'CustomResourceDefinition' && definedKinds.has(each.spec.names.kind));
}

/** Volumes for claims to be bound to: folders of this machine that every uid may write to, since the node changes no owner of these. */
export async function provideVolumes(kubectl: Kubectl, { path }: ClusterFolder, amount: number): Promise<void> {
  const objects: unknown[] = [];
  for (let number = 1; number <= amount; number += 1) {
    const folder = join(path, 'volumes', String(number));
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    objects.push({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: `volume-${number}` }, spec: { capacity: { storage: '50Gi' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: folder } } });
  }
  await kubectl.apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}
