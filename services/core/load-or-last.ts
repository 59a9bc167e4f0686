import { asStackyardError, type StackyardError } from '../contract/errors.ts';
import type { Session } from './session.ts';
import type { Topology } from './topology.ts';

export interface KnownStack {
  readonly topology: Topology;
  /** Why the stack's file cannot be read now; the topology is what it was when it could. */
  readonly problem?: StackyardError;
}

/**
 * For looking at what runs and for stopping it, which a file that is gone or has a mistake must not prevent. Whatever makes or changes
 * something goes by the file alone. @throws StackyardError of the file where it was never read.
 */
export async function loadOrLast(session: Pick<Session, 'load' | 'lastLoaded'>, file: string): Promise<KnownStack> {
  try {
    return { topology: await session.load(file) };
  } catch (error) {
    const topology = session.lastLoaded(file);
    if (topology === undefined) throw error;
    return { topology, problem: asStackyardError(error) };
  }
}
