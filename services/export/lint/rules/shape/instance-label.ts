import { shown } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const instanceLabel: Rule = podRule({
  id: 'instance-label',
  title: 'The label app.kubernetes.io/instance is the name',
  fix: 'Give the label the value of metadata.name.',
  tools: ['polaris/metadataAndInstanceMismatched'],
  check: ({ object }) => {
    const label = object.metadata.labels?.['app.kubernetes.io/instance'];
    return label !== object.metadata.name && `The instance label is ${shown(label)}`;
  },
});
