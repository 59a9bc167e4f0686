import { readFileSync } from 'node:fs';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../types.ts';
import { clientOn } from './client.ts';
import { openConnection } from './connection.ts';
import { createDial } from './dial.ts';
import { describeCandidate, discoverEndpoints } from './discovery.ts';
import type { Candidate, Discovery } from './discovery.ts';
import { describeEndpoint, parseAddress } from './endpoint.ts';
import { errorCode, explainTransport } from './errors.ts';

export interface ConnectOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly signal?: AbortSignal;
  /** A socket path or an address; nothing else is tried then. */
  readonly socketOverride?: string;
}

const firstAnswerDeadline = 4_000;

interface Failure {
  readonly candidate: Candidate;
  readonly error: StackyardError;
}

/**
 * Finds the engine and agrees on an API version. Rejects with ENGINE_UNREACHABLE (every place tried and why it failed, in one
 * line), ENGINE_TIMEOUT (something accepts but does not answer) or UNSUPPORTED (no common API version).
 */
export async function connectEngine(options: ConnectOptions): Promise<EngineClient> {
  const discovery = discover(options);
  const failures: Failure[] = [];
  for (const candidate of discovery.candidates) {
    try {
      return await connectTo(candidate, discovery, options.signal);
    } catch (error) {
      if (!(error instanceof StackyardError)) throw error;
      // An engine that hangs or is too old is the user's engine all the same: another one must not get the stack.
      if (error.code !== 'ENGINE_UNREACHABLE') throw error;
      failures.push({ candidate, error });
    }
  }
  throw unreachable(failures, discovery);
}

async function connectTo(candidate: Candidate, discovery: Discovery, signal: AbortSignal | undefined): Promise<EngineClient> {
  const address = describeEndpoint(candidate.endpoint);
  const source = [candidate.source, ...discovery.problems.map((problem) => `(${problem})`)].join(' ');
  return clientOn(await openConnection({ dial: createDialTo(candidate, address), address, source, deadline: firstAnswerDeadline, signal }));
}

/** Reads the TLS files, which may be missing. */
function createDialTo(candidate: Candidate, address: string): ReturnType<typeof createDial> {
  try {
    return createDial(candidate.endpoint);
  } catch (error) {
    throw new StackyardError('ENGINE_UNREACHABLE', `The Docker engine at ${address} cannot be dialled: ${explainTransport(error).reason}.`, { cause: error });
  }
}

function discover(options: ConnectOptions): Discovery {
  if (options.socketOverride !== undefined) {
    const endpoint = parseAddress(options.socketOverride);
    return endpoint === undefined ? { candidates: [], problems: [`${options.socketOverride} is not an address that can be dialled`] } : { candidates: [{ endpoint, source: options.socketOverride }], problems: [] };
  }
  const userId = process.getuid?.();
  return discoverEndpoints({ ...options, readFile: readIfPresent, ...(userId === undefined ? {} : { userId }) });
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function unreachable(failures: readonly Failure[], discovery: Discovery): StackyardError {
  const tried = failures.map(({ candidate, error }) => `${describeCandidate(candidate)}: ${reasonOf(error)}`);
  const problems = [...discovery.problems, ...tried].join('; ');
  // A socket that is there but closed to us says more than those that are not there.
  const telling = failures.find(({ error }) => ['EACCES', 'EPERM'].includes(errorCode(error.cause))) ?? failures[0];
  const hint = telling?.error.hint ?? 'Correct it, or unset it to use the default socket.';
  return new StackyardError('ENGINE_UNREACHABLE', `No Docker engine can be reached (${problems}).`, { hint, cause: telling?.error });
}

function reasonOf(error: StackyardError): string {
  return error.cause === undefined ? error.message : explainTransport(error.cause).reason;
}
