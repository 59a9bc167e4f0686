import { hostPathsOf } from '../../host-paths.ts';
import { type Rule, podRule } from '../../rule.ts';

export const dockerSocket: Rule = podRule({
  id: 'docker-socket',
  title: 'The container engine of the node is out of reach',
  fix: 'Remove the mount: who has this socket is root on the node.',
  tools: ['kube-linter/docker-sock', 'trivy/KSV-0006', 'kubesec/DockerSock'],
  check: (pod) => hostPathsOf(pod).filter(({ path }) => path.endsWith('docker.sock')).map(({ path }) => `The pod mounts ${path}`),
});
