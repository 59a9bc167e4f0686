import { recordAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { labelsMatch } from '../../selector.ts';

export const serviceSelectsPods: Rule = kindRule({
  id: 'service-selects-pods',
  title: 'Services send to pods that are there',
  fix: 'Correct spec.selector.',
  tools: ['kube-score/service-targets-pod', 'kube-linter/dangling-service'],
  kinds: ['Service'],
  check: (object, all) => {
    const selector = recordAt(object, 'spec.selector');
    if (Object.keys(selector).length === 0) return undefined;
    return !all.podsBeside(object).some(({ labels }) => labelsMatch(selector, labels)) && `No pod has the labels ${JSON.stringify(selector)}`;
  },
});
