import { z } from 'zod';

const hostName = z.string().regex(/^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/, 'a host name such as shop.example.com');
const objectName = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'the name of an object: a-z, 0-9, - and .');
const imageReference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/, 'an image such as ghcr.io/me/api:1.4.2');

/** `export.kubernetes` of stackyard.yaml; each that is left out has the exporter's default. */
export const kubernetesExport = z.strictObject({
  secrets: z.enum(['env-file', 'external-secrets', 'sealed-secrets']).describe('How Secrets come to be: from a local file, or by an operator of the cluster.').optional(),
  secretStore: z.strictObject({ kind: z.enum(['SecretStore', 'ClusterSecretStore']), name: objectName }).describe('Where External Secrets looks.').optional(),
  clusters: z.boolean().describe('Whether services that can run as several members do so in staging and production.').optional(),
  operators: z
    .strictObject({
      postgres: z.enum(['cloudnative-pg']).describe('Cluster of CloudNativePG.'),
      rabbitmq: z.enum(['cluster-operator']).describe('RabbitmqCluster of the RabbitMQ cluster operator.'),
      elasticsearch: z.enum(['eck']).describe('Elasticsearch of Elastic Cloud on Kubernetes.'),
    })
    .partial()
    .describe('Operators of the cluster that run services instead of a StatefulSet, by kind of service.')
    .optional(),
  entry: z.enum(['gateway', 'ingress']).describe('How requests come in: Gateway API, or Ingress.').optional(),
  gatewayClass: objectName.optional(),
  ingressClass: objectName.optional(),
  hosts: z.strictObject({ dev: hostName, staging: hostName, production: hostName }).partial().describe('Host name of the entry for each environment.').optional(),
  issuer: objectName.describe('A ClusterIssuer of cert-manager, for TLS.').optional(),
  monitoring: z.boolean().describe('ServiceMonitors and alert rules for the Prometheus operator.').optional(),
  monitoringNamespace: objectName.optional(),
  dnsService: z.string().min(1).describe('NAME.NAMESPACE of the Service of the cluster\'s DNS.').optional(),
  clusterDomain: hostName.optional(),
  toolImage: imageReference.describe('An image with Node 22 or later, for programs that run before a service.').optional(),
  images: z.record(z.string(), imageReference).describe('Where your own builds were pushed to, by service.').optional(),
  internet: z.array(z.string()).describe('Services that may reach addresses outside of the cluster.').optional(),
});

/** `export` of stackyard.yaml: what a production form needs to know and the local stack does not. */
export const exportSchema = z.strictObject({ kubernetes: kubernetesExport.optional() });

/** What the user chose for the production forms. */
export type ExportChoices = Readonly<z.infer<typeof exportSchema>>;
