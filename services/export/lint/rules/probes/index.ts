import type { Rule } from '../../rule.ts';
import { livenessPort } from './liveness-port.ts';
import { livenessProbe } from './liveness-probe.ts';
import { probesDiffer } from './probes-differ.ts';
import { readinessPort } from './readiness-port.ts';
import { readinessProbe } from './readiness-probe.ts';
import { startupPort } from './startup-port.ts';

export const probesRules: readonly Rule[] = [livenessPort, livenessProbe, probesDiffer, readinessPort, readinessProbe, startupPort];
