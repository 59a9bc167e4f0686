import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const readOnlyRoot: Rule = containerRule({
  id: 'read-only-root',
  title: 'Root file systems are read-only',
  fix: 'Set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where something is written.',
  tools: ['kube-linter/no-read-only-root-fs', 'kube-score/container-security-context-readonlyrootfilesystem', 'polaris/notReadOnlyRootFilesystem', 'trivy/KSV-0014', 'kubesec/ReadOnlyRootFilesystem'],
  check: ({ spec }) => valueAt(spec, 'securityContext.readOnlyRootFilesystem') !== true && 'may write to its root file system',
});
