import { replicasOf } from '../../replicas.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const threeReplicas: Rule = kindRule({
  id: 'three-replicas',
  title: 'Deployments have three replicas or more',
  fix: 'Set spec.replicas to 3 or more.',
  tools: ['kube-linter/minimum-three-replicas'],
  off: 'two are enough to live through the loss of one',
  kinds: ['Deployment'],
  check: (object, all) => replicasOf(object, all) < 3 && `There are ${replicasOf(object, all)} replicas`,
});
