import type { Rule } from '../../rule.ts';
import { imagePullPolicy } from './image-pull-policy.ts';
import { imageRegistry } from './image-registry.ts';
import { imageTag } from './image-tag.ts';

export const imagesRules: readonly Rule[] = [imagePullPolicy, imageRegistry, imageTag];
