import type { Route } from '../../contract/routes.ts';

/** Answers of an upstream after which another try is wanted. */
export function retryStatuses({ retries = 0, retryOn = [] }: Route): readonly number[] {
  if (retries === 0) return [];
  if (retryOn.includes('5xx')) return [500, 502, 503, 504];
  return retryOn.includes('gateway-error') ? [502, 503, 504] : [];
}

/** Between the addresses of a name. nginx itself sends a POST again only where nothing of it was sent. */
export function nextUpstream(route: Route): readonly string[] {
  const { retries = 0, timeout } = route;
  if (retries === 0) return [];
  const conditions = ['error', 'timeout', ...retryStatuses(route).map((code) => `http_${code}`)];
  return [`proxy_next_upstream ${conditions.join(' ')};`, `proxy_next_upstream_tries ${retries + 1};`, ...(timeout === undefined ? [] : [`proxy_next_upstream_timeout ${timeout};`])];
}

/** Where they differ from the file's own. `timeout` is how long an upstream may be silent: nginx has no limit for a whole answer. */
export function timeouts({ timeout, connectTimeout, websocket }: Route): readonly string[] {
  const silence = timeout ?? (websocket === true ? '1h' : undefined);
  return [...(connectTimeout === undefined ? [] : [`proxy_connect_timeout ${connectTimeout};`]), ...(silence === undefined ? [] : [`proxy_read_timeout ${silence};`, `proxy_send_timeout ${silence};`])];
}
