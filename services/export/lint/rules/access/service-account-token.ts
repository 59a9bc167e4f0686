import { flagAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const serviceAccountToken: Rule = podRule({
  id: 'service-account-token',
  title: 'Pods get no token for the API that they do not use',
  fix: 'Set automountServiceAccountToken: false.',
  tools: ['polaris/automountServiceAccountToken', 'trivy/KSV-0036', 'kubesec/AutomountServiceAccountToken'],
  check: ({ spec }) => flagAt(spec, 'automountServiceAccountToken') !== false && 'The pod gets a token for the Kubernetes API',
});
