import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const everyVerb: Rule = roleRule({
  id: 'every-verb',
  title: 'Nobody may do everything to what matters',
  fix: 'Name the verbs.',
  tools: ['trivy/KSV-0045'],
  check: (grants) => mayDo(grants, ['*'], ['secrets', 'pods', 'deployments', 'daemonsets', 'statefulsets', 'replicationcontrollers', 'replicasets', 'cronjobs', 'jobs', 'roles', 'clusterroles', 'rolebindings', 'clusterrolebindings', 'users', 'groups']) && 'It permits every verb on such a resource',
});
