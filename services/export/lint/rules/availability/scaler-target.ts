import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { isTargetOf } from '../../scalers.ts';

export const scalerTarget: Rule = kindRule({
  id: 'scaler-target',
  title: 'Autoscalers scale something that is there',
  fix: 'Correct spec.scaleTargetRef.',
  tools: ['kube-score/horizontalpodautoscaler-has-target', 'kube-linter/dangling-horizontalpodautoscaler'],
  kinds: ['HorizontalPodAutoscaler'],
  check: (object, all) => {
    const kind = textAt(object, 'spec.scaleTargetRef.kind') ?? '';
    const version = textAt(object, 'spec.scaleTargetRef.apiVersion');
    return !all.beside(object, kind).some((each) => isTargetOf(each, object) && each.apiVersion === version) && `There is no ${kind} "${textAt(object, 'spec.scaleTargetRef.name') ?? ''}" of ${version ?? 'no apiVersion'}`;
  },
});
