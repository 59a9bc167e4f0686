import { clockOf } from '../../contract/clock.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { ErrorCode, StackyardErrorDetails } from '../../contract/errors.ts';

/** The engine answered with an error status. `status` is the HTTP status; `code` says what it means. */
export class EngineStatusError extends StackyardError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, text: { readonly message: string } & StackyardErrorDetails) {
    super(code, text.message, text);
    this.name = 'EngineStatusError';
    this.status = status;
  }
}

/** What an error is about: which engine, which call. */
export interface CallContext {
  /** The engine's address as people write it, for example `/var/run/docker.sock`. */
  readonly address: string;
  /** Method and path, without query: queries and bodies may hold secrets. */
  readonly call: string;
  /** Milliseconds since 1970 of the last answer; undefined when it never answered. */
  readonly lastAnswer?: number | undefined;
}

export function statusError(status: number, words: string, context: CallContext): EngineStatusError {
  const message = words.trim() || `The Docker engine answered ${context.call} with HTTP ${status}.`;
  const { code, hint } = classify(status, message, context.call);
  const port = code === 'PORT_IN_USE' ? /(\[[\da-f:]+\]|[\d.]+):(\d+)/iu.exec(message) : null;
  return new EngineStatusError(status, code, {
    message: port === null ? sentence(message) : `Port ${port[2] ?? ''} on ${port[1] ?? ''} is already in use: ${sentence(message)}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The engine's status alone says little: a registry's 401 arrives as 500, a busy port as 500, a missing command as 400. */
function classify(status: number, text: string, call: string): { readonly code: ErrorCode; readonly hint?: string } {
  if (/port is already allocated|address already in use/iu.test(text)) {
    return { code: 'PORT_IN_USE', hint: 'Stop what holds the port, or publish another one.' };
  }
  if (/no space left on device/iu.test(text)) {
    return { code: 'INTERNAL', hint: "The engine's disk is full: free some space (docker system df shows what uses it) and try again." };
  }
  if (/client version .* is too (?:new|old)/iu.test(text)) {
    return { code: 'UNSUPPORTED', hint: 'Run the command again; if that does not help, update the Docker engine or Stackyard.' };
  }
  if (call.startsWith('POST /images/create') || /no such image|does not match the specified platform/iu.test(text)) {
    return { code: 'IMAGE_UNAVAILABLE', hint: 'Check the image name and tag, and that its registry can be reached (docker login for a private one).' };
  }
  switch (status) {
    case 400:
      return { code: 'INVALID_STACK', hint: 'Correct what the message names in stackyard.yaml or the template.' };
    case 401:
    case 403:
      return { code: 'UNSUPPORTED', hint: 'The engine, or a proxy before it, does not allow this call.' };
    case 404:
      return { code: 'NOT_FOUND' };
    case 409:
      return { code: 'CONFLICT' };
    case 501:
      return { code: 'UNSUPPORTED', hint: 'This engine does not offer the call; update it.' };
    case 502:
    case 503:
    case 504:
      return { code: 'ENGINE_UNREACHABLE', hint: 'Try again in a moment; the engine is not ready.' };
    default:
      return { code: 'INTERNAL', hint: "The engine's own log says more (journalctl -u docker)." };
  }
}

function sentence(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return /[.!?]$/u.test(line) ? line : `${line}.`;
}

export function timeoutError(milliseconds: number, context: CallContext): StackyardError {
  const since = context.lastAnswer === undefined ? '' : ` It has not been answering since ${clockOf(context.lastAnswer)}.`;
  return new StackyardError('ENGINE_TIMEOUT', `The Docker engine at ${context.address} did not answer ${context.call} within ${duration(milliseconds)}.${since}`, {
    hint: 'Check it with docker version; restart the engine if that hangs too.',
  });
}

export function idleError(milliseconds: number, context: CallContext): StackyardError {
  return new StackyardError('ENGINE_TIMEOUT', `The Docker engine at ${context.address} sent nothing more for ${context.call} in ${duration(milliseconds)}: no progress.`, {
    hint: 'Try again; if it repeats, check the network between the engine and what it was talking to.',
  });
}

export function cancelledError(call: string, cause?: unknown): StackyardError {
  return new StackyardError('CANCELLED', `Cancelled: ${call}.`, { cause });
}

export function cutError(context: CallContext, cause?: unknown): StackyardError {
  return new StackyardError('ENGINE_UNREACHABLE', `The Docker engine at ${context.address} closed the connection in the middle of its answer to ${context.call}.`, {
    hint: 'The engine may be restarting; try again.',
    cause,
  });
}

/** A failure below HTTP: no socket, no permission, a reset connection. */
export function transportError(error: unknown, context: CallContext): StackyardError {
  if (error instanceof StackyardError) return error;
  const { reason, hint } = explainTransport(error);
  const code = errorCode(error) === 'ETIMEDOUT' ? 'ENGINE_TIMEOUT' : 'ENGINE_UNREACHABLE';
  return new StackyardError(code, `The Docker engine at ${context.address} cannot be reached for ${context.call}: ${reason}.`, { hint, cause: error });
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const startEngine = 'Start Docker, or set DOCKER_HOST to where it listens.';
const joinGroup = 'Add your user to the docker group (sudo usermod -aG docker $USER, then log in again), or use rootless Docker.';

/** Why a connection failed, in words, and what to do. */
export function explainTransport(error: unknown): { readonly reason: string; readonly hint: string } {
  const code = errorCode(error);
  switch (code) {
    case 'ENOENT':
      return { reason: 'there is no such socket', hint: startEngine };
    case 'ECONNREFUSED':
      return { reason: 'nothing listens there', hint: startEngine };
    case 'EACCES':
    case 'EPERM':
      return { reason: 'permission denied', hint: joinGroup };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { reason: 'its host name cannot be resolved', hint: 'Check DOCKER_HOST or the docker context.' };
    case 'ENOTSOCK':
      return { reason: 'it is not a socket', hint: startEngine };
    case 'ECONNRESET':
    case 'EPIPE':
      return { reason: 'the connection was cut', hint: 'The engine may be restarting; try again.' };
    default: {
      if (/^ERR_(?:SSL|TLS)|CERT|SIGNATURE|ISSUER/u.test(code)) return { reason: `TLS failed (${code})`, hint: 'Check the certificates of DOCKER_CERT_PATH or the docker context.' };
      const words = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/gu, ' ').trim();
      return { reason: code !== '' && !words.includes(code) ? `${words} (${code})` : words, hint: 'Check that a Docker engine listens there.' };
    }
  }
}

export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Number((milliseconds / 1000).toFixed(1))} s`;
}
