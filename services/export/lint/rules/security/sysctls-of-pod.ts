import { listAt, textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';
import { safeSysctls } from '../../safe-sysctls.ts';

export const sysctlsOfPod: Rule = podRule({
  id: 'sysctls-of-pod',
  title: 'Kernel settings are among those that touch one pod only',
  fix: 'Remove it, or set it on the nodes.',
  tools: ['trivy/KSV-0026'],
  check: ({ spec }) => listAt(spec, 'securityContext.sysctls').map((each) => textAt(each, 'name') ?? '').filter((name) => !safeSysctls.includes(name)).map((name) => `The pod sets ${name}`),
});
