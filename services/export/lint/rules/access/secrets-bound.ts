import { shown } from '../../read.ts';
import { boundGrants } from '../../bound-grants.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const secretsBound: Rule = bindingRule({
  id: 'secrets-bound',
  title: 'Nobody is given all Secrets',
  fix: 'Bind a role that names the Secrets.',
  tools: ['kube-linter/access-to-secrets'],
  check: (binding, all) => boundGrants(binding, all).some(({ resources, verbs }) => resources.some((each) => ['secrets', '*'].includes(shown(each))) && verbs.some((each) => ['get', 'list', 'delete', 'create', 'watch', '*'].includes(shown(each)))) && 'It gives access to Secrets',
});
