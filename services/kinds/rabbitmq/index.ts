import { z } from 'zod';
import type { Kind, ResourceOutcome } from '../kind.ts';
import { applyBinding, applyExchange, applyPolicy, applyQueue, applyUser, applyVhost } from './apply.ts';
import { createLogins } from './logins.ts';
import { openManagement } from './management.ts';
import { passwordHash } from './password-hash.ts';
import { rabbitmqResources } from './schemas.ts';
import { rabbitmqCalls } from './resource-calls.ts';
import { rabbitmqTraffic } from './traffic.ts';

const logins = createLogins();
const declaration = z.object(rabbitmqResources).partial();

export const rabbitmqKind: Kind = {
  id: 'rabbitmq',
  question: 'a login in the AMQP protocol',
  capabilities: ['queues'],
  resources: rabbitmqResources,
  resourceCalls: rabbitmqCalls,
  derive: { passwordHash: (secretOf) => passwordHash(secretOf('password')) },
  async probe(reach) {
    await logins.ask(reach.address('amqp'), { user: 'app', password: reach.secret('password'), vhost: '/' }, reach.signal);
  },
  traffic: async (reach) => rabbitmqTraffic(openManagement(reach)),
  async applyResources(reach, resources) {
    const declared = declaration.parse(resources);
    const management = openManagement(reach);
    const outcomes: ResourceOutcome[] = [];
    // In the order in which they name each other: bindings last, users once their virtual hosts are there.
    for (const name of declared.vhosts ?? []) outcomes.push(await applyVhost(management, name));
    for (const user of declared.users ?? []) outcomes.push(await applyUser(management, user));
    for (const policy of declared.policies ?? []) outcomes.push(await applyPolicy(management, policy));
    for (const exchange of declared.exchanges ?? []) outcomes.push(await applyExchange(management, exchange));
    for (const queue of declared.queues ?? []) outcomes.push(await applyQueue(management, queue));
    for (const binding of declared.bindings ?? []) outcomes.push(await applyBinding(management, binding));
    return outcomes;
  },
};
