/** The closed list of error codes. Each says cause, object and next step in at most two lines. */
export const errorCodes = [
  'ENGINE_UNREACHABLE',
  'ENGINE_TIMEOUT',
  'IMAGE_UNAVAILABLE',
  'PORT_IN_USE',
  'NOT_READY',
  'SERVICE_DOWN',
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_STACK',
  'UNSUPPORTED',
  'REFUSED_FOR_SAFETY',
  'STORE_DAMAGED',
  'CANCELLED',
  /** The command line was not understood. */
  'USAGE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A place in a file the user wrote; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface StackyardErrorDetails {
  /** The next step, in one line. */
  readonly hint?: string;
  readonly at?: SourcePosition;
  /** The service that the error is about. */
  readonly service?: string;
  readonly cause?: unknown;
  /** Further problems found in the same pass (a stack file with several mistakes). */
  readonly related?: readonly StackyardError[];
  /** How many more there are than `related` has. */
  readonly unlisted?: number;
}

/** Every failure that a user sees. `message` names the cause and the object; `hint` the next step. */
export class StackyardError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly at: SourcePosition | undefined;
  readonly service: string | undefined;
  readonly related: readonly StackyardError[];
  readonly unlisted: number;

  constructor(code: ErrorCode, message: string, details: StackyardErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'StackyardError';
    this.code = code;
    this.hint = details.hint;
    this.at = details.at;
    this.service = details.service;
    this.related = details.related ?? [];
    this.unlisted = details.unlisted ?? 0;
  }
}

/** What `--json` prints for a failure. */
export interface ErrorDocument {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly hint?: string;
    readonly service?: string;
    readonly at?: SourcePosition;
    readonly related?: readonly ErrorDocument['error'][];
  };
}

export function toErrorDocument(error: unknown): ErrorDocument {
  const known = asStackyardError(error);
  return {
    error: {
      code: known.code,
      message: known.message,
      ...(known.hint === undefined ? {} : { hint: known.hint }),
      ...(known.service === undefined ? {} : { service: known.service }),
      ...(known.at === undefined ? {} : { at: known.at }),
      ...(known.related.length === 0 ? {} : { related: known.related.map((each) => toErrorDocument(each).error) }),
    },
  };
}

/** An unknown throw becomes INTERNAL; an abort becomes CANCELLED. */
export function asStackyardError(error: unknown): StackyardError {
  if (error instanceof StackyardError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new StackyardError('CANCELLED', 'Cancelled.', { cause: error });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new StackyardError('INTERNAL', text, { cause: error, hint: 'This is a defect of Stackyard; please report it.' });
}

/** 0 ok, 1 failed, 2 usage, 3 engine, 4 conflict, 5 refused, 130 interrupted. */
const exitCodes: Readonly<Record<ErrorCode, number>> = {
  INVALID_STACK: 2,
  USAGE: 2,
  ENGINE_UNREACHABLE: 3,
  ENGINE_TIMEOUT: 3,
  CONFLICT: 4,
  PORT_IN_USE: 4,
  REFUSED_FOR_SAFETY: 5,
  CANCELLED: 130,
  IMAGE_UNAVAILABLE: 1,
  NOT_READY: 1,
  SERVICE_DOWN: 1,
  NOT_FOUND: 1,
  UNSUPPORTED: 1,
  STORE_DAMAGED: 1,
  INTERNAL: 1,
};

export function exitCodeOf(code: ErrorCode): number {
  return exitCodes[code];
}
