import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { describeEndpoint, parseAddress } from './endpoint.ts';
import type { Endpoint, EndpointTls } from './endpoint.ts';

export interface DiscoveryOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  /** The file's text; undefined when there is no such file. Throws when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  /** For `/run/user/<id>` where XDG_RUNTIME_DIR is not set. */
  readonly userId?: number;
}

export interface Candidate {
  readonly endpoint: Endpoint;
  /** Where it comes from: `DOCKER_HOST`, `context colima (DOCKER_CONTEXT)`, or the path itself. */
  readonly source: string;
}

export interface Discovery {
  /** To be tried in this order. */
  readonly candidates: readonly Candidate[];
  /** What was wrong with configuration that had to be passed over, or that leaves no candidate. */
  readonly problems: readonly string[];
}

/**
 * Where the engine may be, in the docker command's own order. An engine that the user chose (DOCKER_HOST, a context) is the only
 * candidate: falling back to another engine would start the stack where `docker ps` does not show it. Pure but for `readFile`.
 */
export function discoverEndpoints(options: DiscoveryOptions): Discovery {
  const host = options.environment['DOCKER_HOST']?.trim();
  if (host !== undefined && host !== '') {
    const endpoint = parseAddress(host, tlsOfEnvironment(options));
    return endpoint === undefined ? { candidates: [], problems: [`DOCKER_HOST=${withoutPassword(host)} is not an address that can be dialled`] } : { candidates: [{ endpoint, source: 'DOCKER_HOST' }], problems: [] };
  }
  const chosen = options.environment['DOCKER_CONTEXT']?.trim();
  if (chosen !== undefined && chosen !== '') return ofContext(chosen, 'DOCKER_CONTEXT', options);
  const config = readJson(joinPath(options, configDirectory(options), 'config.json'), options);
  const current = isRecord(config.value) ? config.value['currentContext'] : undefined;
  if (typeof current === 'string' && current !== '') return ofContext(current, 'config.json', options);
  return { candidates: defaultCandidates(options), problems: config.problem === undefined ? [] : [config.problem] };
}

function ofContext(name: string, origin: string, options: DiscoveryOptions): Discovery {
  if (name === 'default') return { candidates: defaultCandidates(options), problems: [] };
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = joinPath(options, configDirectory(options), 'contexts');
  const file = joinPath(options, contexts, 'meta', id, 'meta.json');
  const source = `context ${name} (${origin})`;
  const meta = readJson(file, options);
  if (meta.problem !== undefined) return { candidates: [], problems: [`${source}: ${meta.problem}`] };
  if (meta.value === undefined) return { candidates: [], problems: [`${source} does not exist: there is no ${file}`] };
  const docker = memberOf(memberOf(meta.value, 'Endpoints'), 'docker');
  const address = memberOf(docker, 'Host');
  if (typeof address !== 'string' || address === '') return { candidates: [], problems: [`${source} has no docker endpoint in ${file}`] };
  const tls = tlsOfContext(joinPath(options, contexts, 'tls', id, 'docker'), memberOf(docker, 'SkipTLSVerify') === true, options);
  const endpoint = parseAddress(address, tls);
  if (endpoint === undefined) return { candidates: [], problems: [`${source} has the address ${withoutPassword(address)}, which cannot be dialled`] };
  return { candidates: [{ endpoint, source }], problems: [] };
}

function tlsOfEnvironment(options: DiscoveryOptions): EndpointTls | undefined {
  const verify = (options.environment['DOCKER_TLS_VERIFY'] ?? '') !== '';
  if (!verify && (options.environment['DOCKER_TLS'] ?? '') === '') return undefined;
  const given = options.environment['DOCKER_CERT_PATH'] ?? '';
  return filesIn(given === '' ? configDirectory(options) : given, verify, options) ?? { verify };
}

/** A context without stored TLS material is a plain one. */
function tlsOfContext(directory: string, skipVerify: boolean, options: DiscoveryOptions): EndpointTls | undefined {
  return filesIn(directory, !skipVerify, options) ?? (skipVerify ? { verify: false } : undefined);
}

function filesIn(directory: string, verify: boolean, options: DiscoveryOptions): EndpointTls | undefined {
  const present = (file: string): string | undefined => {
    const path = joinPath(options, directory, file);
    return options.readFile(path) === undefined ? undefined : path;
  };
  const [ca, certificate, key] = [present('ca.pem'), present('cert.pem'), present('key.pem')];
  if (ca === undefined && certificate === undefined && key === undefined) return undefined;
  return { verify, ...(ca === undefined ? {} : { ca }), ...(certificate === undefined ? {} : { certificate }), ...(key === undefined ? {} : { key }) };
}

function defaultCandidates(options: DiscoveryOptions): readonly Candidate[] {
  const paths = options.platform === 'win32' ? windowsPipes : unixSockets(options);
  return [...new Set(paths)].map((path) => ({ endpoint: { kind: 'socket', path }, source: path }));
}

const windowsPipes = ['docker_engine', 'dockerDesktopLinuxEngine', 'podman-machine-default'].map((name) => `\\\\.\\pipe\\${name}`);

function unixSockets(options: DiscoveryOptions): readonly string[] {
  const { environment, homeDirectory, userId } = options;
  const home = (...parts: readonly string[]): string => posix.join(homeDirectory, ...parts);
  const runtime = environment['XDG_RUNTIME_DIR'] || (userId === undefined ? undefined : `/run/user/${userId}`);
  const rootless = runtime === undefined ? [] : [posix.join(runtime, 'docker.sock')];
  const podman = runtime === undefined ? [] : [posix.join(runtime, 'podman', 'podman.sock')];
  const colima = environment['COLIMA_HOME'] || home('.colima');
  return [
    '/var/run/docker.sock',
    ...rootless,
    home('.docker', 'run', 'docker.sock'),
    home('.docker', 'desktop', 'docker.sock'),
    home('.orbstack', 'run', 'docker.sock'),
    posix.join(colima, 'default', 'docker.sock'),
    posix.join(colima, 'docker.sock'),
    posix.join(environment['XDG_CONFIG_HOME'] || home('.config'), 'colima', 'default', 'docker.sock'),
    home('.rd', 'docker.sock'),
    ...podman,
    ...(options.platform === 'darwin' ? [home('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock')] : ['/run/podman/podman.sock']),
  ];
}

function configDirectory(options: DiscoveryOptions): string {
  return options.environment['DOCKER_CONFIG'] || joinPath(options, options.homeDirectory, '.docker');
}

function joinPath(options: DiscoveryOptions, ...parts: readonly string[]): string {
  return (options.platform === 'win32' ? win32 : posix).join(...parts);
}

function readJson(path: string, options: DiscoveryOptions): { readonly value?: unknown; readonly problem?: string } {
  try {
    const text = options.readFile(path);
    if (text === undefined) return {};
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { value } : { problem: `${path} does not hold a JSON object` };
  } catch (error) {
    // A parser's message quotes the file, which may hold registry passwords.
    return { problem: error instanceof SyntaxError ? `${path} is not valid JSON` : `${path} cannot be read` };
  }
}

function memberOf(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/([^/@:]*):[^/@]*@/u, '//$1@');
}

/** What to write for a candidate that failed. */
export function describeCandidate(candidate: Candidate): string {
  const address = describeEndpoint(candidate.endpoint);
  return candidate.source === address ? address : `${address} from ${candidate.source}`;
}
