import { type Rule, objectRule } from '../../rule.ts';

/** Served by no cluster of 1.34 or later, or about to go. */
const gone: Readonly<Record<string, string>> = { 'extensions/v1beta1': 'apps/v1 or networking.k8s.io/v1', 'apps/v1beta1': 'apps/v1', 'apps/v1beta2': 'apps/v1', 'batch/v1beta1': 'batch/v1', 'batch/v2alpha1': 'batch/v1', 'policy/v1beta1': 'policy/v1', 'networking.k8s.io/v1beta1': 'networking.k8s.io/v1', 'autoscaling/v2beta1': 'autoscaling/v2', 'autoscaling/v2beta2': 'autoscaling/v2', 'rbac.authorization.k8s.io/v1beta1': 'rbac.authorization.k8s.io/v1', 'scheduling.k8s.io/v1beta1': 'scheduling.k8s.io/v1', 'storage.k8s.io/v1beta1': 'storage.k8s.io/v1', 'discovery.k8s.io/v1beta1': 'discovery.k8s.io/v1', 'apiextensions.k8s.io/v1beta1': 'apiextensions.k8s.io/v1', 'admissionregistration.k8s.io/v1beta1': 'admissionregistration.k8s.io/v1', 'coordination.k8s.io/v1beta1': 'coordination.k8s.io/v1', 'certificates.k8s.io/v1beta1': 'certificates.k8s.io/v1' };

export const apiVersion: Rule = objectRule({
  id: 'api-version',
  title: 'API versions are current',
  fix: 'Use the stable version of this kind.',
  tools: ['kube-score/stable-version', 'kube-linter/no-extensions-v1beta', 'trivy/KSV-0107'],
  check: ({ apiVersion }) => gone[apiVersion] !== undefined && `${apiVersion} is gone; ${gone[apiVersion]} took its place`,
});
