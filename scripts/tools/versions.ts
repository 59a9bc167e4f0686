/** Every outside tool that the exports are held against, in the one version that is tested. Newer ones of some need a newer Go. */
export type Tool = { readonly name: string; readonly version: string; readonly from: 'go' | 'pip' | 'npm'; readonly package: string; readonly quick?: true };

/** `quick`: built for every `npm test`; the others take minutes, and are built where STACKYARD_TOOLS_REQUIRED is set, as .ci/run does. */
export const tools: readonly Tool[] = [
  { name: 'kubeconform', version: 'v0.8.0', from: 'go', package: 'github.com/yannh/kubeconform/cmd/kubeconform', quick: true },
  { name: 'kube-score', version: 'v1.20.0', from: 'go', package: 'github.com/zegl/kube-score/cmd/kube-score', quick: true },
  { name: 'kustomize', version: 'v5.8.2', from: 'go', package: 'sigs.k8s.io/kustomize/kustomize/v5', quick: true },
  { name: 'helm', version: 'v4.3.1', from: 'go', package: 'helm.sh/helm/v4/cmd/helm' },
  { name: 'checkov', version: '3.3.30', from: 'pip', package: 'checkov', quick: true },
  { name: 'dclint', version: '3.1.0', from: 'npm', package: 'dclint', quick: true },
];

/** Of each version of Kubernetes that exports are for the last patch that can be had. */
export const kubernetes = { module: 'k8s.io/kubernetes', versions: ['v1.34.4', 'v1.35.4', 'v1.36.3', 'v1.37.2'], document: 'api/openapi-spec/swagger.json' } as const;

/** Modules whose folder holds CustomResourceDefinitions. */
export const definitions = [
  { module: 'sigs.k8s.io/gateway-api', version: 'v1.6.3', folder: 'config/crd/standard' },
  { module: 'github.com/prometheus-operator/prometheus-operator', version: 'v0.85.0', folder: 'example/prometheus-operator-crd' },
  { module: 'github.com/cert-manager/cert-manager', version: 'v1.21.2', folder: 'deploy/crds' },
  { module: 'github.com/external-secrets/external-secrets', version: 'v1.3.2', folder: 'config/crds/bases' },
  { module: 'github.com/bitnami-labs/sealed-secrets', version: 'v0.40.0', folder: 'helm/sealed-secrets/crds' },
  { module: 'github.com/cloudnative-pg/cloudnative-pg', version: 'v1.28.0', folder: 'config/crd/bases' },
  { module: 'github.com/rabbitmq/cluster-operator/v2', version: 'v2.16.0', folder: 'config/crd/bases' },
  { module: 'github.com/elastic/cloud-on-k8s/v3', version: 'v3.5.0', folder: 'config/crds/v1' },
] as const;
