import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';

/** HTTP status of the engine's refusal; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

const portTaken = /address already in use|port is already allocated|ports are not available|bind for .* failed/i;

export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && portTaken.test(error.message);
}

/** The runtime wraps the cause in what it was doing; only the cause helps. */
export function plainCause(message: string): string {
  return message
    .replace(/^.*(?:unable to start container process|container process caused|invalid mount config for type "bind"):\s*/s, '')
    .replace(/(?::\s*)?unknown\.?$/, '')
    .trim();
}

export type Stage = 'create' | 'start' | 'stop' | 'remove' | 'rename' | 'network' | 'volume';

const doing: Readonly<Record<Stage, string>> = {
  create: 'could not be created',
  start: 'could not be started',
  stop: 'could not be stopped',
  remove: 'could not be removed',
  rename: 'could not take its name',
  network: 'could not be made or removed',
  volume: 'could not be made',
};

const kept: ReadonlySet<ErrorCode> = new Set(['ENGINE_UNREACHABLE', 'ENGINE_TIMEOUT', 'CANCELLED', 'CONFLICT', 'PORT_IN_USE', 'IMAGE_UNAVAILABLE', 'REFUSED_FOR_SAFETY']);

export interface StageFailure {
  readonly stage: Stage;
  /** The service, or the network or volume. */
  readonly subject: string;
  readonly redact: (text: string) => string;
  readonly error: unknown;
}

/** Names the service, the stage, the engine's cause and the next step. */
export function stageError({ stage, subject, redact, error }: StageFailure): StackyardError {
  const known = asStackyardError(error);
  const cause = redact(plainCause(known.message));
  const service = known.service ?? (stage === 'network' || stage === 'volume' ? undefined : subject);
  const code = kept.has(known.code) ? known.code : codeOf(stage, error);
  const hint = kept.has(known.code) ? known.hint : hintOf(stage, cause);
  return new StackyardError(code, `${subject} ${doing[stage]}: ${cause}`, { cause: error, ...(service === undefined ? {} : { service }), ...(hint === undefined ? {} : { hint }) });
}

function codeOf(stage: Stage, error: unknown): ErrorCode {
  const message = error instanceof Error ? error.message : '';
  if (stage === 'create' && /no such image|does not match the specified platform/i.test(message)) return 'IMAGE_UNAVAILABLE';
  return statusOf(error) === 409 ? 'CONFLICT' : 'SERVICE_DOWN';
}

function hintOf(stage: Stage, cause: string): string | undefined {
  if (/bind source path does not exist/i.test(cause)) return 'Create that path, or correct the mount in the stack file.';
  if (/exec(utable file)?.*(not found|no such file)|permission denied/i.test(cause)) return 'Check command and entrypoint of the service, and that the program is in its image.';
  if (/no such image/i.test(cause)) return 'Run stackyard images to see where it can come from.';
  if (/no space left/i.test(cause)) return "Free disk space of the engine; stackyard doctor shows how much is left.";
  if (/address pools/i.test(cause)) return 'The engine has no subnet left: remove networks that are not used.';
  if (stage === 'stop' || stage === 'remove') return 'Run the command again; stackyard doctor looks at the engine.';
  return 'Correct the service in the stack file and run stackyard up again.';
}
