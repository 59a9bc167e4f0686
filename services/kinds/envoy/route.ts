import { milliseconds } from '../duration.ts';
import { trimmed, type PlannedRoute } from '../route-plan.ts';
import { limitMetadata } from './filters.ts';
import { seconds, type JsonObject } from './typed.ts';

const neverArrived = ['connect-failure', 'refused-stream'];
const idempotent = '^(GET|HEAD|PUT|DELETE|OPTIONS|TRACE)$';

/** Usually one route; two where a request may be sent again only if its method allows it. */
export function routesOf(route: PlannedRoute, cluster: string, isShared: boolean): readonly JsonObject[] {
  const { retries = 0, retryOn = [...neverArrived, 'reset'] } = route;
  const match = matchOf(route.prefix);
  const safe = retryOn.filter((each) => neverArrived.includes(each));
  const action = (conditions: readonly string[]): JsonObject => actionOf(route, cluster, retries === 0 || conditions.length === 0 ? {} : { retry_policy: retryPolicy(conditions, retries, isShared) });
  if (retries === 0 || safe.length === retryOn.length) return [{ match, ...action(retryOn) }];
  const method = { name: ':method', string_match: { safe_regex: { regex: idempotent } } };
  return [{ match: { ...match, headers: [method] }, ...action(retryOn) }, { match, ...action(safe) }];
}

function matchOf(prefix: string): JsonObject {
  const path = trimmed(prefix);
  return path === '' ? { prefix: '/' } : { path_separated_prefix: path };
}

function retryPolicy(conditions: readonly string[], retries: number, isShared: boolean): JsonObject {
  return {
    retry_on: conditions.join(','),
    num_retries: retries,
    retry_back_off: { base_interval: '0.025s', max_interval: '0.25s' },
    // Another replica where there is one.
    ...(isShared ? { retry_host_predicate: [{ name: 'envoy.retry_host_predicates.previous_hosts', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate' } }], host_selection_retry_max_attempts: 5 } : {}),
  };
}

function actionOf(route: PlannedRoute, cluster: string, retry: JsonObject): JsonObject {
  const { timeout, websocket } = route;
  return {
    ...limitMetadata(route),
    route: {
      cluster,
      // An upgraded connection is one endless answer.
      timeout: timeout === undefined ? (websocket === true ? '0s' : '60s') : seconds(milliseconds(timeout)),
      ...(websocket === true ? { idle_timeout: '3600s', upgrade_configs: [{ upgrade_type: 'websocket' }] } : {}),
      ...rewriteOf(route),
      ...stickyPolicy(route),
      ...retry,
    },
  };
}

function rewriteOf({ prefix, rewrite }: PlannedRoute): JsonObject {
  if (rewrite === undefined) return {};
  const from = trimmed(prefix);
  const to = trimmed(rewrite);
  if (from === '') return to === '' ? {} : { prefix_rewrite: `${to}/` };
  if (to !== '') return { prefix_rewrite: to };
  // `/api/x` → `/x` and `/api` → `/`, which no plain replacement of `/api` gives.
  return { regex_rewrite: { pattern: { regex: `^${from.replaceAll(/[.+]/g, String.raw`\$&`)}/?` }, substitution: '/' } };
}

function stickyPolicy({ sticky }: PlannedRoute): JsonObject {
  switch (sticky?.by) {
    case undefined:
      return {};
    case 'address':
      return { hash_policy: [{ connection_properties: { source_ip: true } }] };
    case 'header':
      return { hash_policy: [{ header: { header_name: sticky.name } }] };
    case 'cookie':
      // Without a life time Envoy hands out no cookie; 0 s is one for the session.
      return { hash_policy: [{ cookie: { name: sticky.name, path: '/', ttl: sticky.ttl === undefined ? '0s' : seconds(milliseconds(sticky.ttl)), attributes: [{ name: 'SameSite', value: 'Lax' }] } }] };
  }
}
