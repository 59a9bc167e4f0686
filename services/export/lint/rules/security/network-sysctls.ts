import { listAt, textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const networkSysctls: Rule = podRule({
  id: 'network-sysctls',
  title: 'No kernel setting of network, memory or queues is changed',
  fix: 'Remove it, or say in an annotation why the pod needs it.',
  tools: ['kube-linter/unsafe-sysctls'],
  check: ({ spec }) => listAt(spec, 'securityContext.sysctls').map((each) => textAt(each, 'name') ?? '').filter((name) => /^(?:kernel\.msg|kernel\.sem|kernel\.shm|fs\.mqueue\.|net\.)/.test(name)).map((name) => `The pod sets ${name}`),
});
