import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const workloads: Rule = roleRule({
  id: 'workloads',
  title: 'Nobody changes workloads who need not',
  fix: 'Remove the verbs that change.',
  tools: ['trivy/KSV-0048'],
  check: (grants) => mayDo(grants, changingVerbs, ['pods', 'deployments', 'jobs', 'cronjobs', 'statefulsets', 'daemonsets', 'replicasets', 'replicationcontrollers']) && 'It lets workloads be changed',
});
