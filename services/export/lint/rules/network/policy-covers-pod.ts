import { policiesOf } from '../../policies.ts';
import { type Rule, podRule } from '../../rule.ts';

export const policyCoversPod: Rule = podRule({
  id: 'policy-covers-pod',
  title: 'Each pod is isolated in both directions',
  fix: 'Add NetworkPolicies that select it and allow what it needs, Ingress and Egress.',
  tools: ['kube-score/pod-networkpolicy', 'polaris/missingNetworkPolicy', 'kube-linter/non-isolated-pod'],
  check: (pod, all) => {
    const missing = ['Ingress', 'Egress'].filter((direction) => !policiesOf(pod, all).has(direction));
    return missing.length > 0 && `No NetworkPolicy isolates the pod for ${missing.join(' and ')}`;
  },
});
