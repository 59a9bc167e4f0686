import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { scalersOf } from '../../scalers.ts';

export const noSingleReplica: Rule = kindRule({
  id: 'no-single-replica',
  title: 'Deployments that no autoscaler sets have two replicas or more',
  fix: 'Set spec.replicas to 2 or more. (polaris asks for the number also beside an autoscaler, where kube-score forbids it.)',
  tools: ['polaris/deploymentMissingReplicas'],
  kinds: ['Deployment'],
  check: (object, all) => scalersOf(object, all).length === 0 && (numberAt(object, 'spec.replicas') ?? 1) < 2 && `The number of replicas is ${numberAt(object, 'spec.replicas') ?? '1, by default'}`,
});
