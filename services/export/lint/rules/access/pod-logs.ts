import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const podLogs: Rule = roleRule({
  id: 'pod-logs',
  title: 'Nobody deletes logs',
  fix: 'Remove the verb.',
  tools: ['trivy/KSV-0042'],
  check: (grants) => mayDo(grants, ['delete', 'deletecollection', '*'], ['pods/log']) && 'It lets logs be deleted',
});
