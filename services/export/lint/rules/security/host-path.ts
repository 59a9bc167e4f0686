import { hostPathsOf } from '../../host-paths.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostPath: Rule = podRule({
  id: 'host-path',
  title: 'No file of a node is mounted',
  fix: 'Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a Secret.',
  tools: ['polaris/hostPathSet', 'trivy/KSV-0023'],
  check: (pod) => hostPathsOf(pod).map(({ path }) => `The pod mounts ${path} of the node`),
});
