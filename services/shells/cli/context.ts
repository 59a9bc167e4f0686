import type { Core } from '../../contract/core.ts';
import type { ReachableCore } from '../connect/shell-connection.ts';
import type { Output } from './terminal/output.ts';

/** The core that all shells of this user share, and where its files are. */
export interface SharedCore extends ReachableCore {
  readonly stateDirectory: string;
}

/** What every command is given. */
export interface CommandContext {
  readonly json: boolean;
  /** Path of the stack file or its folder; throws USAGE when there is none. */
  stackFile(): string;
  /** Undefined when none was given and none is near. */
  optionalStackFile(): string | undefined;
  /** Results: what scripts read. */
  readonly stdout: Output;
  /** Progress, warnings and questions. */
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadStream;
  /** Aborted by the first Ctrl-C, and when nobody reads the results any more. */
  readonly signal: AbortSignal;
  /** Opened by the first call, closed when the command ends. */
  core(): Promise<Core>;
  /** The core of all shells; nothing is started by asking for it. */
  sharedCore(): Promise<SharedCore>;
}

/** Ends with the exit code; nothing is 0. */
export type CommandTask = (context: CommandContext) => Promise<number | void>;
