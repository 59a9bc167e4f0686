import { type Rule, roleRule } from '../../rule.ts';

export const wildcards: Rule = roleRule({
  id: 'wildcards',
  title: 'Roles name verbs and resources',
  fix: 'Write the names instead of "*".',
  tools: ['kube-linter/wildcard-in-rules'],
  check: (grants) => grants.some(({ resources, verbs }) => resources.includes('*') || verbs.includes('*')) && 'It has a wildcard',
});
