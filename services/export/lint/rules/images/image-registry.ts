import { textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const imageRegistry: Rule = containerRule({
  id: 'image-registry',
  title: 'Images come from a registry of a cloud provider',
  fix: 'Copy the image to a registry of yours.',
  tools: ['trivy/KSV-0032', 'trivy/KSV-0033', 'trivy/KSV-0035', 'trivy/KSV-0125'],
  off: 'which registries are trusted is your choice, and the tool knows only those of three providers',
  check: ({ spec }) => {
    const image = textAt(spec, 'image') ?? '';
    return !/^[\w.-]*(?:\.azurecr\.io|gcr\.io|\.pkg\.dev|\.dkr\.ecr\.[\w-]+\.amazonaws\.com)\//.test(image) && `runs "${image}" from another registry`;
  },
});
