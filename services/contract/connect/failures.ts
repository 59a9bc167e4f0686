import { ORPCError } from '@orpc/client';
import { errorCodes, StackyardError, type ErrorCode, type ErrorDocument } from '../errors.ts';
import type { ErrorData } from '../error-map.ts';

const isCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code);

/** A failure of the closed list as it travels. */
export function toWireError({ code, message, hint, service, at, related }: ErrorDocument['error']): ORPCError<ErrorCode, ErrorData> {
  const optional = { ...(hint === undefined ? {} : { hint }), ...(service === undefined ? {} : { service }), ...(at === undefined ? {} : { at }) };
  return new ORPCError(code, { defined: true, status: 500, message, data: { ...optional, ...(related === undefined ? {} : { related: [...related] }) } });
}

interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[];
}

/** oRPC's own answer to an input that is not as the contract says. */
function wordsOfIssues(data: unknown): string {
  const issues = typeof data === 'object' && data !== null && 'issues' in data && Array.isArray(data.issues) ? (data.issues as readonly Issue[]) : [];
  return issues.map(({ message, path = [] }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}

/**
 * What a call of the core threw, as the failure it means. A connection that was lost is SERVICE_DOWN, the caller's own abort CANCELLED.
 */
export function failureOf(error: unknown, signal?: AbortSignal): StackyardError {
  if (error instanceof StackyardError) return error;
  if (signal?.aborted === true) return new StackyardError('CANCELLED', 'Cancelled.', { cause: error });
  if (error instanceof ORPCError) return ofAnswer(error as ORPCError<string, unknown>);
  return new StackyardError('SERVICE_DOWN', 'The connection to the core was lost.', { cause: error, hint: 'It is dialled again; stackyard doctor tells more.' });
}

function ofAnswer(error: ORPCError<string, unknown>): StackyardError {
  if (isCode(error.code)) {
    const { hint, service, at, related } = (error.data ?? {}) as ErrorData;
    return new StackyardError(error.code, error.message, {
      cause: error,
      ...(hint === undefined ? {} : { hint }),
      ...(service === undefined ? {} : { service }),
      ...(at === undefined ? {} : { at }),
      ...(related === undefined ? {} : { related: related.map((each) => failureOfFields(each)) }),
    });
  }
  if (error.code === 'BAD_REQUEST') return new StackyardError('USAGE', `The core does not take this request: ${wordsOfIssues(error.data) || error.message}.`, { cause: error, hint: 'Shell and core may be of different versions: restart both.' });
  return new StackyardError('INTERNAL', error.message, { cause: error, hint: 'See core.log in the state folder; please report it.' });
}

/** The fields of an ErrorDocument as an error again. */
export function failureOfFields({ code, message, hint, service, at }: Omit<ErrorDocument['error'], 'related'> | NonNullable<ErrorData['related']>[number]): StackyardError {
  return new StackyardError(code, message, { ...(hint === undefined ? {} : { hint }), ...(service === undefined ? {} : { service }), ...(at === undefined ? {} : { at }) });
}
