import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { scalersOf } from '../../scalers.ts';
import { isServed } from '../../services.ts';

export const deploymentReplicas: Rule = kindRule({
  id: 'deployment-replicas',
  title: 'Deployments that get traffic have two replicas or more',
  fix: 'Set spec.replicas to 2 or more, or add a HorizontalPodAutoscaler.',
  tools: ['kube-score/deployment-replicas'],
  kinds: ['Deployment'],
  check: (object, all) => {
    const pod = all.podOf(object);
    const isScaled = scalersOf(object, all).length > 0;
    const replicas = numberAt(object, 'spec.replicas') ?? 1;
    return pod !== undefined && isServed(pod, all) && !isScaled && replicas < 2 && `There ${replicas === 1 ? 'is 1 replica' : `are ${replicas} replicas`} of what gets traffic from a Service`;
  },
});
