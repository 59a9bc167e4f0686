import type { Rule } from '../../rule.ts';
import { dnsOptions } from './dns-options.ts';
import { ingressService } from './ingress-service.ts';
import { ingressTls } from './ingress-tls.ts';
import { monitorSelectsService } from './monitor-selects-service.ts';
import { policyCoversPod } from './policy-covers-pod.ts';
import { policyHasSelector } from './policy-has-selector.ts';
import { policyPeers } from './policy-peers.ts';
import { policySelectsPods } from './policy-selects-pods.ts';
import { serviceExposed } from './service-exposed.ts';
import { serviceExternalIp } from './service-external-ip.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';
import { serviceType } from './service-type.ts';
import { targetPorts } from './target-ports.ts';

export const networkRules: readonly Rule[] = [dnsOptions, ingressService, ingressTls, monitorSelectsService, policyCoversPod, policyHasSelector, policyPeers, policySelectsPods, serviceExposed, serviceExternalIp, serviceSelectsPods, serviceType, targetPorts];
