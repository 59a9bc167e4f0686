import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const rollingUpdateSaid: Rule = kindRule({
  id: 'rolling-update-said',
  title: 'Every Deployment says that it is replaced step by step',
  fix: 'Set spec.strategy.type: RollingUpdate.',
  tools: ['kube-linter/no-rolling-update-strategy'],
  off: 'it is the default, and Recreate is right for what must not run twice',
  kinds: ['Deployment'],
  check: (object) => textAt(object, 'spec.strategy.type') !== 'RollingUpdate' && `The strategy is ${textAt(object, 'spec.strategy.type') ?? 'not said'}`,
});
