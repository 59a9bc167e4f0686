import type { Rule } from '../../rule.ts';
import { apiVersion } from './api-version.ts';
import { containerPorts } from './container-ports.ts';
import { duplicateVariable } from './duplicate-variable.ts';
import { emailAnnotation } from './email-annotation.ts';
import { instanceLabel } from './instance-label.ts';
import { labelValues } from './label-values.ts';
import { limitRange } from './limit-range.ts';
import { namespace } from './namespace.ts';
import { openRepository } from './open-repository.ts';
import { ownSelector } from './own-selector.ts';
import { ownerLabel } from './owner-label.ts';
import { resourceQuota } from './resource-quota.ts';
import { sortedKeys } from './sorted-keys.ts';
import { systemNamespace } from './system-namespace.ts';
import { tiller } from './tiller.ts';

export const shapeRules: readonly Rule[] = [apiVersion, containerPorts, duplicateVariable, emailAnnotation, instanceLabel, labelValues, limitRange, namespace, openRepository, ownSelector, ownerLabel, resourceQuota, sortedKeys, systemNamespace, tiller];
