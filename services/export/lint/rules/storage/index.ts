import type { Rule } from '../../rule.ts';
import { claimAccessMode } from './claim-access-mode.ts';
import { claimSize } from './claim-size.ts';
import { statefulSetService } from './stateful-set-service.ts';

export const storageRules: readonly Rule[] = [claimAccessMode, claimSize, statefulSetService];
