import { StackyardError, type ErrorCode } from '../../contract/errors.ts';

/** What the API server says when it refuses a call (`Status` of meta/v1), as far as it is used. */
interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly { readonly message?: string; readonly field?: string }[] };
}

export interface RefusedCall {
  /** `apply Deployment/api`. */
  readonly what: string;
  readonly context: string;
  readonly code: number;
  readonly body: string;
}

function parseStatus(body: string): Status {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return { message: body.slice(0, 300) };
  }
}

/** A refusal of the API server in our words; its own sentence is kept, since it names the field. */
export function refusal({ what, context, code, body }: RefusedCall): StackyardError {
  const status = parseStatus(body);
  const said = (status.message ?? `HTTP ${code}`).trim().replace(/\.$/, '');
  const as = (error: ErrorCode, hint: string): StackyardError => new StackyardError(error, `The cluster of ${context} did not ${what}: ${said}.`, { hint });
  if (code === 401) return as('UNSUPPORTED', 'Its credentials are not valid any more: log in to the cluster again.');
  if (code === 403) return as('UNSUPPORTED', status.reason === 'Forbidden' && /exceeded quota|PodSecurity|limit/i.test(said) ? 'A rule of the namespace forbids it.' : 'Ask for the right to do it, or choose another context.');
  if (code === 404) return as('UNSUPPORTED', 'The cluster does not know this kind of object: install what brings it, or choose another way in the stack file.');
  if (code === 409) return as('CONFLICT', 'Somebody else manages these fields: take the change into the stack file, or take the fields over with --force-conflicts.');
  if (code === 429 || code >= 500) return as('ENGINE_TIMEOUT', 'Try again; what was applied so far stays, and is not applied twice.');
  return as('UNSUPPORTED', 'The message names the field.');
}

/** A call that never reached the API server, or was cut. */
export function unreachable(error: unknown, { what, context, server }: { readonly what: string; readonly context: string; readonly server: string }): StackyardError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const said = cause instanceof Error ? cause.message : String(cause);
  if (error instanceof Error && error.name === 'TimeoutError') return new StackyardError('ENGINE_TIMEOUT', `The cluster of ${context} (${server}) did not answer in time, to ${what}.`, { hint: 'Try again; what was applied so far stays.', cause: error });
  return new StackyardError('ENGINE_UNREACHABLE', `The cluster of ${context} does not answer at ${server}: ${said}.`, { hint: 'Is the cluster up, and the network to it? kubectl --context NAME get nodes', cause: error });
}

/** A field of the object cannot be changed in place. */
export const isImmutable = (error: unknown): boolean => error instanceof StackyardError && /field is immutable|updates to statefulset spec for fields other than/i.test(error.message);
