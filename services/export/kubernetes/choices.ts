import type { Topology } from '../../topology/types.ts';
import type { ExportEnvironment } from '../types.ts';

/** What a user may choose for the Kubernetes target. */
export interface KubernetesChoices {
  /** How Secrets come to be: from a local env file that git ignores, or by one of two operators of the cluster. */
  readonly secrets: 'env-file' | 'external-secrets' | 'sealed-secrets';
  /** Where External Secrets looks. */
  readonly secretStore: { readonly kind: 'SecretStore' | 'ClusterSecretStore'; readonly name: string };
  /** Whether services that can run as several members do so in staging and production. */
  readonly clusters: boolean;
  /** Operators of the cluster that run services instead of workloads of ours, by kind. Kafka has no kind yet, which Strimzi would run. */
  readonly operators: { readonly postgres?: 'cloudnative-pg' | undefined; readonly rabbitmq?: 'cluster-operator' | undefined; readonly elasticsearch?: 'eck' | undefined };
  readonly entry: 'gateway' | 'ingress';
  readonly gatewayClass: string;
  readonly ingressClass: string;
  /** Host names of the entry for each environment; without one every host is answered. */
  readonly hosts: Readonly<Partial<Record<ExportEnvironment, string>>>;
  /** A ClusterIssuer of cert-manager; null is plain HTTP. */
  readonly issuer: string | null;
  /** ServiceMonitors and alert rules for the Prometheus operator. */
  readonly monitoring: boolean;
  readonly monitoringNamespace: string;
  /** Full name of the cluster's DNS Service, which nginx asks by itself. */
  readonly dnsService: string;
  readonly clusterDomain: string;
  /** Any image with Node 22 or later; waits, writes secret files and declares resources. */
  readonly toolImage: string;
  /** Where the user's own builds were pushed to, by service. */
  readonly images: Readonly<Record<string, string>>;
  /** Services that may reach addresses outside of the cluster. */
  readonly internet: readonly string[];
}

export const defaultChoices: KubernetesChoices = {
  secrets: 'env-file',
  secretStore: { kind: 'ClusterSecretStore', name: 'default' },
  clusters: true,
  operators: {},
  entry: 'gateway',
  gatewayClass: 'traefik',
  ingressClass: 'traefik',
  hosts: {},
  issuer: null,
  monitoring: false,
  monitoringNamespace: 'monitoring',
  dnsService: 'kube-dns.kube-system',
  clusterDomain: 'cluster.local',
  toolImage: 'docker.io/library/node:24-alpine',
  images: {},
  internet: [],
};

/** The defaults, and what the stack file says instead. */
export function choicesOf({ export: chosen }: Pick<Topology, 'export'>): KubernetesChoices {
  const { issuer, ...others } = chosen?.kubernetes ?? {};
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { ...defaultChoices, ...given, ...(issuer === undefined ? {} : { issuer }) };
}
