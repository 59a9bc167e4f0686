import type { Rule } from '../rule.ts';
import { accessRules } from './access/index.ts';
import { availabilityRules } from './availability/index.ts';
import { imagesRules } from './images/index.ts';
import { jobsRules } from './jobs/index.ts';
import { networkRules } from './network/index.ts';
import { probesRules } from './probes/index.ts';
import { resourcesRules } from './resources/index.ts';
import { secretsRules } from './secrets/index.ts';
import { securityRules } from './security/index.ts';
import { shapeRules } from './shape/index.ts';
import { storageRules } from './storage/index.ts';

/** Every rule, in the order of the report. */
export const rules: readonly Rule[] = [...accessRules, ...availabilityRules, ...imagesRules, ...jobsRules, ...networkRules, ...probesRules, ...resourcesRules, ...secretsRules, ...securityRules, ...shapeRules, ...storageRules];
