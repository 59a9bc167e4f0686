import type { Rule } from '../../rule.ts';
import { configMapCredentials } from './config-map-credentials.ts';
import { configMapPersonal } from './config-map-personal.ts';
import { configMapSecret } from './config-map-secret.ts';
import { literalSecret } from './literal-secret.ts';
import { secretInVariable } from './secret-in-variable.ts';
import { sensitiveVariable } from './sensitive-variable.ts';
import { variableSource } from './variable-source.ts';

export const secretsRules: readonly Rule[] = [configMapCredentials, configMapPersonal, configMapSecret, literalSecret, secretInVariable, sensitiveVariable, variableSource];
