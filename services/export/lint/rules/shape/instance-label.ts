import { type Rule, podRule } from '../../rule.ts';

export const instanceLabel: Rule = podRule({
  id: 'instance-label',
  title: 'The label app.kubernetes.io/instance is the name',
  fix: 'Give the label the value of metadata.name.',
  tools: ['polaris/metadataAndInstanceMismatched'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  check: ({ object, labels }) => {
    const [own, made] = [object.metadata.labels?.['app.kubernetes.io/instance'], labels['app.kubernetes.io/instance']];
    return [own, made].some((value) => value !== undefined && value !== object.metadata.name) && `The instance label is ${String([own, made].find((value) => value !== undefined && value !== object.metadata.name))}`;
  },
});
