import { hostPathsOf } from '../../host-paths.ts';
import { flagAt, listAt, textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const writableHostPath: Rule = podRule({
  id: 'writable-host-path',
  title: 'What is mounted from a node is read-only',
  fix: 'Set readOnly: true on the mount.',
  tools: ['kube-linter/writable-host-mount'],
  check: (pod) => {
    const volumes = hostPathsOf(pod).map(({ volume }) => volume);
    return pod.containers.flatMap(({ name, spec }) => listAt(spec, 'volumeMounts').filter((mount) => volumes.includes(textAt(mount, 'name') ?? '') && flagAt(mount, 'readOnly') !== true).map((mount) => `Container "${name}" may write to ${textAt(mount, 'mountPath') ?? ''} of the node`));
  },
});
