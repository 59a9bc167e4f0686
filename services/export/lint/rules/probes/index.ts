import type { Rule } from '../../rule.ts';
import { livenessOfContainers } from './liveness-of-containers.ts';
import { livenessPort } from './liveness-port.ts';
import { probesDiffer } from './probes-differ.ts';
import { readinessOfContainers } from './readiness-of-containers.ts';
import { readinessPort } from './readiness-port.ts';
import { readinessProbe } from './readiness-probe.ts';
import { startupPort } from './startup-port.ts';

export const probesRules: readonly Rule[] = [livenessOfContainers, livenessPort, probesDiffer, readinessOfContainers, readinessPort, readinessProbe, startupPort];
