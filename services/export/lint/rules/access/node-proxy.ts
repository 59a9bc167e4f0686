import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const nodeProxy: Rule = roleRule({
  id: 'node-proxy',
  title: 'Nobody reaches the kubelets past the API\'s rules',
  fix: 'Remove nodes/proxy.',
  tools: ['trivy/KSV-0047'],
  check: (grants) => mayDo(grants, ['get', 'create'], ['nodes/proxy']) && 'It reaches nodes/proxy',
});
