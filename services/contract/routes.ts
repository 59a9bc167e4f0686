import { z } from 'zod';

/** One route of an edge or mesh proxy. `to` is `service` or `service.port`. Durations are text such as `250ms`, `5s`, `1m`. */
const duration = z.string().regex(/^\d+(ms|s|m|h)$/, 'a duration such as 500ms, 5s or 1m');

export const routeSchema = z.strictObject({
  to: z.string(),
  /** Path prefix; `/` when left out. */
  prefix: z.string().startsWith('/').optional(),
  /** Replaces the matched prefix before the request goes upstream. */
  rewrite: z.string().startsWith('/').optional(),
  /** Host header to match; every host when left out. */
  host: z.string().optional(),
  websocket: z.boolean().optional(),
  /** How often a failed idempotent request is tried again. */
  retries: z.int().min(0).max(10).optional(),
  retryOn: z.array(z.enum(['connect-failure', 'refused-stream', 'reset', '5xx', 'gateway-error'])).optional(),
  timeout: duration.optional(),
  connectTimeout: duration.optional(),
  circuitBreaker: z
    .strictObject({
      maxConnections: z.int().min(1).optional(),
      maxPending: z.int().min(1).optional(),
      maxRequests: z.int().min(1).optional(),
      maxRetries: z.int().min(1).optional(),
    })
    .optional(),
  outlierDetection: z
    .strictObject({
      consecutiveErrors: z.int().min(1).optional(),
      interval: duration.optional(),
      ejectionTime: duration.optional(),
      maxEjectionPercent: z.int().min(1).max(100).optional(),
    })
    .optional(),
  healthCheck: z.strictObject({ path: z.string().startsWith('/'), interval: duration.optional(), timeout: duration.optional() }).optional(),
  /** Session affinity: by consistent hash of client address or a header, or by a cookie. */
  sticky: z
    .union([
      z.strictObject({ by: z.literal('address') }),
      z.strictObject({ by: z.literal('header'), name: z.string() }),
      z.strictObject({ by: z.literal('cookie'), name: z.string(), ttl: duration.optional() }),
    ])
    .optional(),
  rateLimit: z.strictObject({ requestsPerSecond: z.int().min(1), burst: z.int().min(0).optional() }).optional(),
});

export type Route = z.infer<typeof routeSchema>;
