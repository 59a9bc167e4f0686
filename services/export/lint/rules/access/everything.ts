import { type Rule, roleRule } from '../../rule.ts';

export const everything: Rule = roleRule({
  id: 'everything',
  title: 'Nobody may do everything to everything',
  fix: 'Name verbs and resources.',
  tools: ['trivy/KSV-0044'],
  check: (grants) => grants.some(({ groups, resources, verbs }) => [groups, resources, verbs].every((each) => each.includes('*'))) && 'It permits every verb on every resource',
});
