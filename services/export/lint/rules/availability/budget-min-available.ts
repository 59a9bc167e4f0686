import { valueAt } from '../../read.ts';
import { replicasOf } from '../../replicas.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { selectorMatches } from '../../selector.ts';

export const budgetMinAvailable: Rule = kindRule({
  id: 'budget-min-available',
  title: 'Budgets ask for fewer pods than there are',
  fix: 'Use maxUnavailable: 1 instead of minAvailable.',
  tools: ['kube-linter/pdb-min-available', 'polaris/pdbMinAvailableGreaterThanHPAMinReplicas', 'polaris/pdbDisruptionsIsZero'],
  kinds: ['PodDisruptionBudget'],
  check: (object, all) => {
    const wanted = valueAt(object, 'spec.minAvailable');
    if (wanted === '100%') return 'minAvailable is 100%';
    if (typeof wanted !== 'number') return undefined;
    const counted = all.podsBeside(object).filter((pod) => selectorMatches(valueAt(object, 'spec.selector'), pod.labels));
    return counted.filter((pod) => replicasOf(pod.object, all) <= wanted).map((pod) => `minAvailable is ${wanted}, and ${pod.object.kind} "${pod.object.metadata.name}" has ${replicasOf(pod.object, all)}`);
  },
});
