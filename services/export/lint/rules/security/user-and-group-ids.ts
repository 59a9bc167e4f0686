import { securityOf } from '../../pods.ts';
import { shown } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const userAndGroupIds: Rule = containerRule({
  id: 'user-and-group-ids',
  title: 'User and group are 10000 or above, where they meet none of the node',
  fix: 'Set runAsUser and runAsGroup to a number such as 10001 where the image allows it.',
  tools: ['kube-score/container-security-context-user-group-id', 'trivy/KSV-0020', 'trivy/KSV-0021', 'kubesec/RunAsUser', 'kubesec/RunAsGroup'],
  check: (container, pod) =>
    ['runAsUser', 'runAsGroup'].flatMap((key) => {
      const number = securityOf(container, pod, key);
      return typeof number === 'number' && number >= 10_000 ? [] : [`has ${number === undefined ? `no ${key}` : `${key} ${shown(number)}`}`];
    }),
});
