import { hostPathsOf } from '../../host-paths.ts';
import { type Rule, podRule } from '../../rule.ts';

export const sensitiveHostPath: Rule = podRule({
  id: 'sensitive-host-path',
  title: 'No system folder of a node is mounted',
  fix: 'Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a Secret.',
  tools: ['kube-linter/sensitive-host-mounts', 'trivy/KSV-0121'],
  check: (pod) => hostPathsOf(pod).filter(({ path }) => /^\/(?:(?:boot|dev|etc|lib|proc|sys|usr|var\/lib\/docker)\/?)?$/.test(path)).map(({ path }) => `The pod mounts ${path} of the node`),
});
