import { textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const procMount: Rule = containerRule({
  id: 'proc-mount',
  title: '/proc is masked',
  fix: 'Remove securityContext.procMount.',
  tools: ['kube-linter/unsafe-proc-mount', 'polaris/procMount', 'trivy/KSV-0027', 'kubesec/ProcMount'],
  check: ({ spec }) => !['Default', undefined].includes(textAt(spec, 'securityContext.procMount')) && 'sees all of /proc',
});
