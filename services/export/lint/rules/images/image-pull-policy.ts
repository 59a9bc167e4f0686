import { textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const imagePullPolicy: Rule = containerRule({
  id: 'image-pull-policy',
  title: 'Images are pulled Always, so that the right to have them is checked each time',
  fix: 'Set imagePullPolicy: Always; what is there already is not transferred again.',
  tools: ['kube-score/container-image-pull-policy', 'polaris/pullPolicyNotAlways'],
  check: ({ spec }) => {
    const policy = textAt(spec, 'imagePullPolicy');
    const image = textAt(spec, 'image') ?? '';
    const isMovable = !image.includes('@') && (image.endsWith(':latest') || !/:[^/]+$/.test(image));
    return policy !== 'Always' && !(policy === undefined && isMovable) && `has the pull policy ${policy ?? 'IfNotPresent, by default'}`;
  },
});
