import { shown } from '../../read.ts';
import { boundGrants } from '../../bound-grants.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const podsBound: Rule = bindingRule({
  id: 'pods-bound',
  title: 'Nobody is given the creation of pods, and with it what each account of the namespace may do',
  fix: 'Bind a role without it.',
  tools: ['kube-linter/access-to-create-pods'],
  check: (binding, all) => boundGrants(binding, all).some(({ resources, verbs }) => resources.some((each) => ['pods', 'deployments', 'statefulsets', 'replicasets', 'cronjobs', 'jobs', 'daemonsets', '*'].includes(shown(each))) && verbs.some((each) => ['create', '*'].includes(shown(each)))) && 'It lets pods be created',
});
