import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { isServed } from '../../services.ts';

export const rollingUpdate: Rule = kindRule({
  id: 'rolling-update',
  title: 'A new version of what gets traffic replaces the old one step by step',
  fix: 'Set spec.strategy.type: RollingUpdate.',
  tools: ['kube-score/deployment-strategy'],
  kinds: ['Deployment'],
  check: (object, all) => {
    const pod = all.podOf(object);
    const type = textAt(object, 'spec.strategy.type') ?? 'RollingUpdate';
    return pod !== undefined && isServed(pod, all) && type !== 'RollingUpdate' && `The strategy ${type} ends all replicas at once`;
  },
});
