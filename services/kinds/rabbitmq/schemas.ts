import { z } from 'zod';
import { durationSchema } from '../duration.ts';

const name = z.string().min(1).max(255);
const vhost = name.optional();
/** Arguments as AMQP names them (`x-max-length`). */
const argumentTable = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional();

const queue = z.strictObject({
  name,
  vhost,
  type: z.enum(['classic', 'quorum', 'stream']).optional(),
  durable: z.boolean().optional(),
  autoDelete: z.boolean().optional(),
  deadLetterExchange: z.string().optional(),
  deadLetterRoutingKey: z.string().optional(),
  maxLength: z.int().min(1).optional(),
  maxLengthBytes: z.int().min(1).optional(),
  /** What happens to a message that does not fit. */
  overflow: z.enum(['drop-head', 'reject-publish', 'reject-publish-dlx']).optional(),
  /** How long a message waits at most. */
  messageTtl: durationSchema.optional(),
  /** How long an unused queue stays. */
  expires: durationSchema.optional(),
  maxPriority: z.int().min(1).max(255).optional(),
  deliveryLimit: z.int().min(1).optional(),
  singleActiveConsumer: z.boolean().optional(),
  arguments: argumentTable,
});
export type Queue = z.infer<typeof queue>;

const exchange = z.strictObject({
  name,
  vhost,
  type: z.enum(['direct', 'topic', 'fanout', 'headers']).optional(),
  durable: z.boolean().optional(),
  autoDelete: z.boolean().optional(),
  internal: z.boolean().optional(),
  alternateExchange: z.string().optional(),
  arguments: argumentTable,
});
export type Exchange = z.infer<typeof exchange>;

const binding = z
  .strictObject({ exchange: name, queue: name.optional(), toExchange: name.optional(), routingKey: z.string().max(255).optional(), vhost, arguments: argumentTable })
  .refine(({ queue, toExchange }) => (queue === undefined) !== (toExchange === undefined), 'either queue or toExchange');
export type Binding = z.infer<typeof binding>;

const policy = z.strictObject({
  name,
  vhost,
  /** Regular expression for the names it is for. */
  pattern: z.string(),
  applyTo: z.enum(['queues', 'exchanges', 'all', 'classic_queues', 'quorum_queues', 'streams']).optional(),
  priority: z.int().min(0).optional(),
  definition: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Policy = z.infer<typeof policy>;

const user = z.strictObject({
  name,
  /** Write a variable such as `${REPORTS_PASSWORD}`, filled from the environment or .env. */
  password: z.string().min(8),
  tags: z.array(z.enum(['administrator', 'monitoring', 'policymaker', 'management'])).optional(),
  /** Virtual host to its regular expressions; `/` with full rights when left out. */
  permissions: z.record(z.string(), z.strictObject({ configure: z.string().optional(), write: z.string().optional(), read: z.string().optional() })).optional(),
});
export type User = z.infer<typeof user>;

export const rabbitmqResources = {
  vhosts: z.array(name).describe('Virtual hosts.'),
  users: z.array(user).describe('Users beside the generated one.'),
  exchanges: z.array(z.union([name, exchange])).describe('Exchanges; a name alone is a durable direct one.'),
  queues: z.array(z.union([name, queue])).describe('Queues; a name alone is a durable classic one.'),
  bindings: z.array(binding).describe('From an exchange to a queue or another exchange.'),
  policies: z.array(policy).describe('Policies.'),
};
