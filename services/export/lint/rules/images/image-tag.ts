import { textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const imageTag: Rule = containerRule({
  id: 'image-tag',
  title: 'Images have a tag, and not "latest"',
  fix: 'Name the version that you mean, best with its digest.',
  tools: ['kube-linter/latest-tag', 'kube-score/container-image-tag', 'polaris/tagNotSpecified', 'trivy/KSV-0013'],
  check: ({ spec }) => {
    const image = textAt(spec, 'image') ?? '';
    const tag = /:([^/:@]+)(?:@|$)/.exec(image)?.[1];
    if (tag === 'latest') return `runs "${image}", which changes under you`;
    return tag === undefined && !image.includes('@') && `runs "${image}", which has no tag`;
  },
});
