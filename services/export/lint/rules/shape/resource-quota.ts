import { recordAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const resourceQuota: Rule = kindRule({
  id: 'resource-quota',
  title: 'ResourceQuotas bound CPU and memory',
  fix: 'Set requests.cpu, requests.memory, limits.cpu and limits.memory in spec.hard.',
  tools: ['trivy/KSV-0040'],
  kinds: ['ResourceQuota'],
  check: (object) => ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'].filter((key) => recordAt(object, 'spec.hard')[key] === undefined).map((key) => `It does not bound ${key}`),
});
