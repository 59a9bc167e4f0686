import { textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const restartPolicy: Rule = podRule({
  id: 'restart-policy',
  title: 'Pods restart what ends',
  fix: 'Set restartPolicy: Always, or OnFailure for a Job.',
  tools: ['kube-linter/restart-policy'],
  check: ({ object, spec }) => !['Job', 'CronJob'].includes(object.kind) && textAt(spec, 'restartPolicy') === 'Never' && 'The restartPolicy is Never',
});
