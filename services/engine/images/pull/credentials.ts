import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isErrno } from '../../container/errno.ts';
import { parseReference } from '../reference.ts';

/** Docker Hub's key in `config.json`. */
const hubKey = 'https://index.docker.io/v1/';

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly username?: string; readonly password?: string; readonly identitytoken?: string }>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/** Value of `X-Registry-Auth` for a reference, from what `docker login` stored. Never logged; undefined means an anonymous pull. */
export async function registryAuthorization(reference: string, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string | undefined> {
  const config = await dockerConfig(environment);
  const host = parseReference(reference).host ?? hubKey;
  const helper = config.credHelpers?.[host] ?? config.credsStore;
  const stored = helper === undefined ? undefined : await fromHelper({ helper, host, environment, signal });
  const login = stored ?? fromFile(config, host);
  if (login === undefined) return undefined;
  // Go's URL encoding wants the padding that Node's `base64url` leaves out; the engine drops what it cannot decode without a word.
  return Buffer.from(JSON.stringify({ ...login, serveraddress: host })).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

async function dockerConfig(environment: NodeJS.ProcessEnv): Promise<DockerConfig> {
  const directory = environment['DOCKER_CONFIG'] ?? join(environment['HOME'] ?? homedir(), '.docker');
  try {
    const parsed: unknown = JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'));
    return parsed !== null && typeof parsed === 'object' ? parsed : {};
  } catch (error) {
    // No file or a broken one: as without a login. The registry then says what is missing.
    if (error instanceof SyntaxError || isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return {};
    throw error;
  }
}

type Login = { readonly username: string; readonly password: string } | { readonly identitytoken: string };

function fromFile({ auths = {} }: DockerConfig, host: string): Login | undefined {
  const entry = auths[host] ?? auths[`https://${host}`] ?? auths[`https://${host}/v1/`] ?? (host === hubKey ? auths['docker.io'] : undefined);
  if (entry === undefined) return undefined;
  if (entry.identitytoken !== undefined && entry.identitytoken !== '') return { identitytoken: entry.identitytoken };
  if (entry.username !== undefined && entry.password !== undefined) return { username: entry.username, password: entry.password };
  const decoded = Buffer.from(entry.auth ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon === -1 ? undefined : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replaceAll('\0', '') };
}

interface HelperCall {
  readonly helper: string;
  readonly host: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** A helper without an entry for the host exits with 1, a missing helper cannot be started: both mean no login. */
async function fromHelper({ helper, host, environment, signal }: HelperCall): Promise<Login | undefined> {
  if (!/^[\w.-]+$/u.test(helper)) return undefined;
  const answer = await new Promise<string | undefined>((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ['get'], { env: environment, timeout: 10_000, signal, maxBuffer: 1_000_000 }, (error, stdout) => resolve(error === null ? stdout : undefined));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(host);
  });
  signal.throwIfAborted();
  return answer === undefined ? undefined : parseHelper(answer);
}

function parseHelper(answer: string): Login | undefined {
  const found: unknown = parseJson(answer);
  if (found === null || typeof found !== 'object' || !('Username' in found) || !('Secret' in found)) return undefined;
  const { Username: username, Secret: secret } = found;
  if (typeof username !== 'string' || typeof secret !== 'string') return undefined;
  return username === '<token>' ? { identitytoken: secret } : { username, password: secret };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
