import type { Rule } from '../../rule.ts';
import { cpuLimit } from './cpu-limit.ts';
import { cpuRequestIsLimit } from './cpu-request-is-limit.ts';
import { cpuRequest } from './cpu-request.ts';
import { ephemeralStorage } from './ephemeral-storage.ts';
import { memoryLimit } from './memory-limit.ts';
import { memoryRequestIsLimit } from './memory-request-is-limit.ts';
import { memoryRequest } from './memory-request.ts';
import { storageRequestIsLimit } from './storage-request-is-limit.ts';

export const resourcesRules: readonly Rule[] = [cpuLimit, cpuRequestIsLimit, cpuRequest, ephemeralStorage, memoryLimit, memoryRequestIsLimit, memoryRequest, storageRequestIsLimit];
