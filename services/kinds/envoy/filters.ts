import type { PlannedRoute } from '../route-plan.ts';
import { seconds, typed, type JsonObject } from './typed.ts';

export const router: JsonObject = { name: 'envoy.filters.http.router', typed_config: typed('extensions.filters.http.router.v3.Router', {}) };

export const compressor: JsonObject = {
  name: 'envoy.filters.http.compressor',
  typed_config: typed('extensions.filters.http.compressor.v3.Compressor', {
    response_direction_config: {
      common_config: { min_content_length: 1024 },
    },
    compressor_library: { name: 'gzip', typed_config: typed('extensions.compression.gzip.compressor.v3.Gzip', {}) },
  }),
};

/** Envoy fills a bucket at most 20 times a second, so a fast one gets several tokens at a time. */
const SHORTEST_FILL = 50;
const ENDLESS = 4_000_000_000;
const METADATA = 'stackyard';

/** What a route carries, so that the filter finds its bucket. */
export function limitMetadata({ rateLimit, index }: PlannedRoute): JsonObject {
  return rateLimit === undefined ? {} : { metadata: { filter_metadata: { [METADATA]: { route: `route-${index}` } } } };
}

/** Requests of all clients together, one bucket a route; undefined where no route has a limit. */
export function localRateLimit(routes: readonly PlannedRoute[]): JsonObject | undefined {
  const descriptors = routes.flatMap(({ rateLimit, index }) => {
    if (rateLimit === undefined) return [];
    const { requestsPerSecond, burst = requestsPerSecond } = rateLimit;
    const tokens = Math.ceil((requestsPerSecond * SHORTEST_FILL) / 1000);
    return [{ entries: [{ key: 'route', value: `route-${index}` }], token_bucket: { max_tokens: Math.max(1 + burst, tokens), tokens_per_fill: tokens, fill_interval: seconds((tokens * 1000) / requestsPerSecond) } }];
  });
  if (descriptors.length === 0) return undefined;
  return {
    name: 'envoy.filters.http.local_ratelimit',
    typed_config: typed('extensions.filters.http.local_ratelimit.v3.LocalRateLimit', {
      stat_prefix: 'local_rate_limit',
      // For routes without a limit of their own.
      token_bucket: { max_tokens: ENDLESS, tokens_per_fill: ENDLESS, fill_interval: '1s' },
      always_consume_default_token_bucket: false,
      filter_enabled: { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      filter_enforced: { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      // Here and not in the routes: two of them may serve one route of the stack, and share its bucket.
      rate_limits: [{ actions: [{ metadata: { descriptor_key: 'route', metadata_key: { key: METADATA, path: [{ key: 'route' }] }, source: 'ROUTE_ENTRY', skip_if_absent: true } }] }],
      descriptors,
      response_headers_to_add: [{ header: { key: 'retry-after', value: '1' }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' }],
    }),
  };
}
