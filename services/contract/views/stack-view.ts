import { z } from 'zod';
import { serviceStates, statusSchema } from '../results.ts';
import { routeSchema } from '../routes.ts';
import { engineViewSchema } from './engine-view.ts';
import { jobViewSchema } from './job-view.ts';

/** Names a stack: the absolute path of its stackyard.yaml. */
export const stackTargetSchema = z.strictObject({ file: z.string().min(1).max(4096) });

/** One line of the stack switcher. */
export const stackSummarySchema = z.strictObject({
  file: z.string(),
  /** The stack's name, or its folder's where the file cannot be read. */
  name: z.string(),
  directory: z.string(),
  /** How many services are in each state; empty where it is not followed. */
  states: z.partialRecord(z.enum(serviceStates), z.int()),
  /** Why the stack cannot be loaded: its first mistake. */
  problem: z.string().optional(),
  /** ISO 8601. */
  openedAt: z.string(),
});
export type StackSummary = z.infer<typeof stackSummarySchema>;

/** One service of the topology as graph, table and forms need it. */
export const serviceViewSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  category: z.string(),
  type: z.enum(['container', 'process']),
  template: z.string().optional(),
  kind: z.string().optional(),
  /** What can be looked into: `queues`, `buckets`, `indexes`, `keys`, `traffic` … */
  capabilities: z.array(z.string()),
  uses: z.array(z.string()),
  routes: z.array(routeSchema),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int(), protocol: z.enum(['tcp', 'udp']), published: z.boolean() })),
  scale: z.int(),
  /** Largest scale the template allows; absent: no bound. */
  maxScale: z.int().optional(),
  options: z.record(z.string(), z.json()),
  resources: z.record(z.string(), z.json()),
});
export type ServiceView = z.infer<typeof serviceViewSchema>;

/** An arrow of the graph: `from` uses `to`, or routes requests to it. */
export const edgeViewSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  kind: z.enum(['uses', 'route']),
  /** The protocol spoken: `redis`, `amqp`, `s3`, `http` … */
  protocol: z.string(),
  /** For routes: prefix and host that are matched. */
  label: z.string().optional(),
});
export type EdgeView = z.infer<typeof edgeViewSchema>;

export const stackViewSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  directory: z.string(),
  services: z.array(serviceViewSchema),
  edges: z.array(edgeViewSchema),
});
export type StackView = z.infer<typeof stackViewSchema>;

/**
 * One item of `stack.watch`: the whole truth now, sent at once and again within 100 ms of a change. When `revision` differs, the stack
 * file or a template it uses was read anew: ask again for whatever follows from them (`stacks.view`, `stacks.plan`, previews).
 */
export const stackSnapshotSchema = z.strictObject({
  engine: engineViewSchema,
  status: statusSchema,
  /** What stands between a service and ready while a job runs: `waits for cache, broker`. By service. */
  waiting: z.record(z.string(), z.string()),
  /** Why a container was last replaced: `redis.conf changed: maxmemory 128mb → 256mb`. By service. */
  recreated: z.record(z.string(), z.strictObject({ cause: z.string(), at: z.string() })),
  /** Jobs of this stack that run, and the last that ended. */
  jobs: z.array(jobViewSchema),
  revision: z.string(),
  /** The verb of a command that changes the stack and is no job of this core: `down`. */
  changing: z.string().optional(),
  /** The stack file cannot be loaded; `status` is what was last known. */
  problem: z.string().optional(),
  /** ISO 8601. */
  at: z.string(),
});
export type StackSnapshot = z.infer<typeof stackSnapshotSchema>;
