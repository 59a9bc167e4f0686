import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const exec: Rule = roleRule({
  id: 'exec',
  title: 'Nobody opens a shell in pods',
  fix: 'Remove pods/exec.',
  tools: ['trivy/KSV-0053'],
  check: (grants) => mayDo(grants, changingVerbs, ['pods/exec']) && 'It lets commands be run in pods',
});
