import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const attach: Rule = roleRule({
  id: 'attach',
  title: 'Nobody attaches to pods',
  fix: 'Remove pods/attach.',
  tools: ['trivy/KSV-0054'],
  check: (grants) => mayDo(grants, ['create'], ['pods/attach']) && mayDo(grants, ['get'], ['pods']) && 'It lets one attach to pods',
});
