import type { Route } from '../../contract/routes.ts';
import type { Directive } from './nginx-text.ts';

export interface NginxRoutes {
  readonly routes: readonly Route[];
  /** Container port of the Compose service. */
  readonly port: number;
  readonly maxBodySize: string | undefined;
}

/** Said by the template in its own words. */
const ignored = new Set(['user', 'worker_processes', 'worker_connections', 'error_log', 'access_log', 'pid', 'include', 'default_type', 'sendfile', 'tcp_nopush', 'tcp_nodelay', 'keepalive_timeout', 'types_hash_max_size', 'log_format', 'gzip', 'gzip_types', 'gzip_vary', 'gzip_proxied', 'gzip_min_length', 'gzip_comp_level', 'server_tokens', 'multi_accept', 'charset', 'keepalive', 'least_conn', 'proxy_http_version', 'proxy_redirect', 'map', 'resolver']);
const headers = new Set(['host', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'upgrade', 'connection']);

/** Routes that say the same, `to` as Compose's service and port: `api.8080`; text: what they could not say. */
export function readRoutes(directives: readonly Directive[]): NginxRoutes | string {
  const inner = directives.flatMap((each) => (each.name === 'http' ? (each.body ?? []) : each.name === 'events' ? [] : [each]));
  const upstreams = new Map<string, string>();
  const routes: Route[] = [];
  const ports = new Set<number>();
  let maxBodySize: string | undefined;
  for (const directive of inner.toSorted((a, b) => Number(b.name === 'upstream') - Number(a.name === 'upstream'))) {
    const { name, words, body } = directive;
    if (name === 'upstream') {
      const servers = (body ?? []).filter((each) => each.name === 'server');
      if (servers.length !== 1) return `the upstream ${words[0] ?? ''} has ${servers.length} servers`;
      upstreams.set(words[0] ?? '', servers[0]?.words[0] ?? '');
    } else if (name === 'client_max_body_size') maxBodySize = words[0]?.toLowerCase();
    else if (name === 'server') {
      const read = readServer(body ?? [], upstreams);
      if (typeof read === 'string') return read;
      routes.push(...read.routes);
      ports.add(read.port);
      maxBodySize = read.maxBodySize ?? maxBodySize;
    } else if (!ignored.has(name)) return `its configuration says ${name}, which no route does`;
  }
  if (routes.length === 0) return 'its configuration routes to no service';
  const [port = 80, ...more] = ports;
  return more.length > 0 ? 'it listens on several ports' : { routes, port, maxBodySize };
}

function readServer(body: readonly Directive[], upstreams: ReadonlyMap<string, string>): NginxRoutes | string {
  const value = (name: string): readonly string[] => body.find((each) => each.name === name)?.words ?? [];
  const hosts = value('server_name').filter((host) => host !== '_' && host !== 'localhost' && host !== '');
  const port = Number((value('listen')[0] ?? '80').replace(/^.*:/, ''));
  if (hosts.some((host) => !/^[\w.-]+$/.test(host))) return `the server name ${hosts.join(' ')} is a pattern`;
  if (!Number.isInteger(port) || body.some(({ name, words }) => name === 'listen' && words.includes('ssl'))) return 'it ends TLS';
  const routes: Route[] = [];
  for (const { name, words, body: inner } of body) {
    if (name === 'location') {
      const route = readLocation(words, inner ?? [], upstreams);
      if (typeof route === 'string') return route;
      for (const host of hosts.length === 0 ? [undefined] : hosts) routes.push({ ...(host === undefined ? {} : { host }), ...route });
    } else if (!['listen', 'server_name', 'client_max_body_size'].includes(name) && !ignored.has(name) && !isUsualHeader(name, words)) return `its configuration says ${name}, which no route does`;
  }
  return { routes, port, maxBodySize: value('client_max_body_size')[0]?.toLowerCase() };
}

const isUsualHeader = (name: string, words: readonly string[]): boolean => name === 'proxy_set_header' && headers.has((words[0] ?? '').toLowerCase());

function readLocation(words: readonly string[], body: readonly Directive[], upstreams: ReadonlyMap<string, string>): Route | string {
  const [prefix = '', ...more] = words;
  if (more.length > 0 || !prefix.startsWith('/')) return `the location ${words.join(' ')} is no prefix`;
  const pass = body.find(({ name }) => name === 'proxy_pass')?.words[0];
  const match = /^http:\/\/([\w.-]+)(?::(\d+))?(\/[^\s$]*)?$/.exec(pass ?? '');
  if (match?.[1] === undefined) return pass === undefined ? `the location ${prefix} serves files of its own` : `the location ${prefix} passes on to ${pass}`;
  const [host = '', port = match[2] ?? '80'] = (upstreams.get(match[1]) ?? match[1]).split(':');
  const route: Record<string, unknown> = { prefix, to: `${host}.${port}` };
  // With a path, nginx puts it in the place of the location's prefix.
  if (match[3] !== undefined && match[3] !== prefix) route['rewrite'] = match[3];
  for (const { name, words: values } of body) {
    if (name === 'proxy_set_header' && values[0]?.toLowerCase() === 'upgrade') route['websocket'] = true;
    else if (name === 'proxy_read_timeout' || name === 'proxy_send_timeout') route['timeout'] = /^\d+$/.test(values[0] ?? '') ? `${values[0]}s` : values[0];
    else if (name === 'proxy_connect_timeout') route['connectTimeout'] = /^\d+$/.test(values[0] ?? '') ? `${values[0]}s` : values[0];
    else if (name !== 'proxy_pass' && !ignored.has(name) && !isUsualHeader(name, values)) return `the location ${prefix} says ${name}, which no route does`;
  }
  return route as Route;
}
