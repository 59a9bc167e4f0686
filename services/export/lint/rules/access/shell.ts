import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const shell: Rule = roleRule({
  id: 'shell',
  title: 'No role gives a shell in pods',
  fix: 'Remove pods/exec and pods/attach.',
  tools: ['polaris/clusterrolePodExecAttach', 'polaris/rolePodExecAttach'],
  check: (grants) => mayDo(grants, ['get', 'create', '*'], ['pods/exec', 'pods/attach', '*']) && 'It gives a shell in pods',
});
