import { listAt, shown } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const openRepository: Rule = kindRule({
  id: 'open-repository',
  title: 'Allowed repositories end where a name ends',
  fix: 'End the repository with a slash.',
  tools: ['trivy/KSV-0124'],
  kinds: ['K8sAllowedRepos'],
  check: (object) => listAt(object, 'spec.parameters.repos').map(shown).filter((repository) => (!repository.includes('/') && !repository.includes(':')) || (repository.startsWith('docker.io') && repository.split('/').length <= 2)).map((repository) => `"${repository}" allows every name that begins so`),
});
