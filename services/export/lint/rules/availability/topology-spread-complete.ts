import { listAt, numberAt, textAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const topologySpreadComplete: Rule = podRule({
  id: 'topology-spread-complete',
  title: 'What spreads replicas is complete',
  fix: 'Give each of topologySpreadConstraints a labelSelector, maxSkew, topologyKey and whenUnsatisfiable.',
  tools: ['kube-score/pod-topology-spread-constraints'],
  check: ({ spec }) =>
    listAt(spec, 'topologySpreadConstraints')
      .filter((each) => valueAt(each, 'labelSelector') === undefined || (numberAt(each, 'maxSkew') ?? 0) < 1 || (textAt(each, 'topologyKey') ?? '') === '' || numberAt(each, 'minDomains') === 0 || !['DoNotSchedule', 'ScheduleAnyway'].includes(textAt(each, 'whenUnsatisfiable') ?? ''))
      .map((each) => `The constraint over ${textAt(each, 'topologyKey') ?? '(no key)'} is not complete`),
});
