import { shown } from '../../read.ts';
import { boundGrants } from '../../bound-grants.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const execBound: Rule = bindingRule({
  id: 'exec-bound',
  title: 'Nobody is given a shell in pods',
  fix: 'Bind a role without pods/exec and pods/attach.',
  tools: ['polaris/rolebindingRolePodExecAttach', 'polaris/rolebindingClusterRolePodExecAttach', 'polaris/clusterrolebindingPodExecAttach'],
  check: (binding, all) => boundGrants(binding, all).some(({ resources, verbs }) => resources.some((each) => ['pods/exec', 'pods/attach', '*'].includes(shown(each))) && verbs.some((each) => ['get', 'create', '*'].includes(shown(each)))) && 'It gives a shell in pods',
});
