import type { ContainerService, JsonValue, Text, Topology } from '../../topology/types.ts';
import { routeFault } from '../route-fault.ts';
import { planRoutes, type PlannedRoute, type VirtualHost } from '../route-plan.ts';
import { textOf } from '../same-json.ts';
import { targetOf, type Target } from '../route-target.ts';
import { locationsOf } from './locations.ts';
import { replicaVariable, stickyMaps } from './sticky.ts';

/** Fields that are numbers in JSON stand without quotes; upstream times may be lists, so they are text. */
const logFields = {
  time: '"$time_iso8601"', client: '"$remote_addr"', method: '"$request_method"', host: '"$host"', path: '"$request_uri"', protocol: '"$server_protocol"',
  status: '$status', bytes: '$body_bytes_sent', seconds: '$request_time', upstream: '"$upstream_addr"', upstreamStatus: '"$upstream_status"',
  upstreamSeconds: '"$upstream_response_time"', requestId: '"$request_id"', agent: '"$http_user_agent"', referer: '"$http_referer"',
};

/** Held by every location: one header of its own there would drop them all, so what differs comes by variable. */
const proxy = [
  'proxy_http_version 1.1;',
  'proxy_set_header Host $http_host;',
  'proxy_set_header X-Real-IP $remote_addr;',
  'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
  'proxy_set_header X-Forwarded-Host $http_host;',
  'proxy_set_header X-Request-Id $request_id;',
  'proxy_set_header Upgrade $proxy_upgrade;',
  'proxy_set_header Connection $proxy_connection;',
  'proxy_connect_timeout 3s;',
  'proxy_read_timeout 60s;',
  'proxy_send_timeout 60s;',
  'proxy_next_upstream off;',
  // Without it a chain of attempts ends after the second.
  'recursive_error_pages on;',
  // /tmp is memory: an answer waits in its upstream instead.
  'proxy_max_temp_file_size 0;',
];

const gzip = [
  'gzip on;',
  'gzip_vary on;',
  'gzip_proxied any;',
  'gzip_min_length 1024;',
  'gzip_types text/plain text/css text/xml text/javascript application/javascript application/json application/xml application/wasm image/svg+xml;',
];

/** nginx.conf of a service: data of its routes in, text with references out. */
export function renderNginx(topology: Topology, service: ContainerService): Text {
  const hosts = planRoutes(service);
  for (const route of hosts.flatMap(({ routes }) => routes)) refuseForeign(route, service);
  const all = [...new Map(hosts.flatMap(({ routes }) => routes).map((route) => [route.index, route])).values()].toSorted((a, b) => a.index - b.index);
  const option = (name: string, otherwise: JsonValue): string => textOf(service.options[name] ?? otherwise);
  const port = service.ports['http']?.container ?? 8080;
  const http = [
    'include /etc/nginx/mime.types;',
    'default_type application/octet-stream;',
    `log_format json escape=json '{${Object.entries(logFields).map(([key, value]) => `"${key}":${value}`).join(',')}}';`,
    'access_log /dev/stdout json;',
    'client_body_temp_path /tmp/client_body; proxy_temp_path /tmp/proxy; fastcgi_temp_path /tmp/fastcgi; uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;',
    `resolver ${option('resolver', '127.0.0.11')} valid=1s ipv6=off;`,
    'resolver_timeout 2s;',
    'server_tokens off;',
    'sendfile on;',
    'tcp_nopush on;',
    'server_names_hash_bucket_size 256;',
    'map_hash_bucket_size 256;',
    'variables_hash_max_size 2048;',
    `client_max_body_size ${option('maxBodySize', '100m')};`,
    ...(option('gzip', true) === 'true' ? gzip : []),
    ...proxy,
    'map $http_upgrade $connection_upgrade { default upgrade; "" ""; }',
    'map $request_method $changes_things { default ""; "~^(POST|PATCH|LOCK)$" 1; }',
    // Volatile: each attempt must see what was sent until then.
    'map "$request_method:$upstream_bytes_sent" $sent_for_good { volatile; default ""; "~^(POST|PATCH|LOCK):.*[1-9]" 1; }',
    ...all.flatMap((route) => stickyMaps(route, targetOf(route, topology))),
    ...all.flatMap(({ rateLimit, index }) => (rateLimit === undefined ? [] : [`limit_req_zone all zone=route_${index}:64k rate=${rateLimit.requestsPerSecond}r/s;`])),
    ...hosts.flatMap((host) => serverOf(host, { topology, port })),
    ...(hosts.some(({ host }) => host === '*') ? [] : serverOf({ host: '*', routes: [] }, { topology, port })),
  ];
  return [
    `worker_processes ${option('workers', 1)};`,
    'pid /tmp/nginx.pid;',
    'error_log /dev/stderr warn;',
    // Answers under way may take as long as the stop's grace.
    `worker_shutdown_timeout ${Math.max(1, service.stopGraceSeconds - 2)}s;`,
    `events { worker_connections ${option('connections', 1024)}; }`,
    'http {',
    ...http.map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
}

function serverOf({ host, routes }: VirtualHost, { topology, port }: { readonly topology: Topology; readonly port: number }): readonly string[] {
  const lines = [
    host === '*' ? `listen ${port} default_server;` : `listen ${port};`,
    `server_name ${host === '*' ? '_' : host};`,
    'set $proxy_upgrade "";',
    'set $proxy_connection "";',
    'location = /livez { access_log off; default_type text/plain; return 200 "ok\\n"; }',
    'location = /readyz { access_log off; default_type text/plain; return 200 "ok\\n"; }',
    `location @too_many_requests { default_type application/json; add_header Retry-After 1 always; return 429 '{"error":"too many requests"}'; }`,
    ...(routes.some(({ prefix }) => prefix === '/') ? [] : [`location / { default_type application/json; return 404 '{"error":"no route"}'; }`]),
    ...routes.flatMap((route) => locationsOf(locationInput(route, targetOf(route, topology), topology))),
  ];
  return ['server {', ...lines.map((line) => `  ${line}`), '}'];
}

function locationInput(route: PlannedRoute, target: Target, topology: Topology): Parameters<typeof locationsOf>[0] {
  const isSticky = route.sticky !== undefined && target.service.scale > 1 && target.service.type === 'container';
  // Docker's DNS answers to the names of containers, the only names that one replica alone has.
  return { route, target, replicaName: isSticky ? `${topology.name}-${target.service.name}-${replicaVariable(route)}` : undefined };
}

/** Left out silently these would be missed only when an upstream fails. */
function refuseForeign(route: PlannedRoute, service: ContainerService): void {
  const words = (['circuitBreaker', 'outlierDetection', 'healthCheck'] as const).filter((word) => route[word] !== undefined);
  const [first] = words;
  if (first === undefined) return;
  throw routeFault({ service: service.name, path: ['routes', route.index, first], message: `services.${service.name}.routes[${route.index}]: nginx has no ${words.join(', ')}.`, hint: 'Route to an envoy service, and write it there.' });
}
