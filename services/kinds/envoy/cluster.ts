import { milliseconds } from '../duration.ts';
import type { PlannedRoute } from '../route-plan.ts';
import type { Target } from '../route-target.ts';
import { seconds, typed, type Json, type JsonObject } from './typed.ts';

/** Retries at a time; Envoy's own 3 would end retries in the moment when they are needed. */
const MAX_RETRIES = 100;

export function clusterOf(name: string, route: PlannedRoute, { host, port }: Target): JsonObject {
  const { circuitBreaker, connectTimeout, sticky } = route;
  return {
    name,
    // This form instead of `type: STRICT_DNS`: a refresh rate beside that one is deprecated since 1.40.
    cluster_type: {
      name: 'envoy.cluster.dns',
      typed_config: typed('extensions.clusters.dns.v3.DnsCluster', {
        dns_refresh_rate: '1s',
        dns_failure_refresh_rate: { base_interval: '1s', max_interval: '2s' },
        respect_dns_ttl: false,
        dns_lookup_family: 'V4_PREFERRED',
      }),
    },
    connect_timeout: seconds(milliseconds(connectTimeout ?? '3s')),
    lb_policy: sticky === undefined ? 'LEAST_REQUEST' : 'RING_HASH',
    circuit_breakers: {
      thresholds: [
        {
          priority: 'DEFAULT',
          max_retries: circuitBreaker?.maxRetries ?? MAX_RETRIES,
          ...(circuitBreaker?.maxConnections === undefined ? {} : { max_connections: circuitBreaker.maxConnections }),
          ...(circuitBreaker?.maxPending === undefined ? {} : { max_pending_requests: circuitBreaker.maxPending }),
          ...(circuitBreaker?.maxRequests === undefined ? {} : { max_requests: circuitBreaker.maxRequests }),
        },
      ],
    },
    ...outlierDetection(route),
    ...healthChecks(route),
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: host, port_value: port } } } }] }] },
  };
}

function outlierDetection({ outlierDetection: wanted }: PlannedRoute): JsonObject {
  if (wanted === undefined) return {};
  return {
    outlier_detection: {
      consecutive_5xx: wanted.consecutiveErrors ?? 5,
      consecutive_gateway_failure: wanted.consecutiveErrors ?? 5,
      interval: seconds(milliseconds(wanted.interval ?? '10s')),
      base_ejection_time: seconds(milliseconds(wanted.ejectionTime ?? '30s')),
      max_ejection_percent: wanted.maxEjectionPercent ?? 50,
    },
  };
}

function healthChecks({ healthCheck }: PlannedRoute): JsonObject {
  if (healthCheck === undefined) return {};
  const interval: Json = seconds(milliseconds(healthCheck.interval ?? '5s'));
  const check = {
    timeout: seconds(milliseconds(healthCheck.timeout ?? '2s')),
    interval,
    // Envoy waits 60 s between checks of a cluster that had no request yet.
    no_traffic_interval: interval,
    unhealthy_threshold: 2,
    healthy_threshold: 1,
    http_health_check: { path: healthCheck.path },
  };
  return { health_checks: [check] };
}
