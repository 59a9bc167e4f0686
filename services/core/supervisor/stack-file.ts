import { stat } from 'node:fs/promises';
import { asStackyardError } from '../../contract/errors.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';

/** The stack as its file says, kept while the file is being edited and cannot be read. */
export interface StackFile {
  readonly topology: Topology;
  readonly problem: string | undefined;
  /** Reads it again where it changed; true when it did, though it may say what it said: others may have read it meanwhile. */
  reload(options?: { readonly force?: boolean }): Promise<boolean>;
}

/** `met`: why its file could not be read when `first` was looked up. */
export function openStackFile(session: Session, first: Topology, met?: string): StackFile {
  let topology = first;
  let problem = met;
  let stamp: string | undefined;
  return {
    get topology() {
      return topology;
    },
    get problem() {
      return problem;
    },
    async reload({ force = false } = {}) {
      // The first time it is read in any case: it may have changed since `first` was.
      const now = await stampOf(topology.file);
      if (now === stamp && !force) return false;
      const isFirst = stamp === undefined;
      stamp = now;
      const [before, was] = [problem, topology];
      try {
        topology = await session.load(topology.file);
        problem = undefined;
        return force || !isFirst || topology !== was || before !== undefined;
      } catch (error) {
        problem = asStackyardError(error).message;
        return problem !== before;
      }
    },
  };
}

async function stampOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    (error: unknown) => `unreadable: ${asStackyardError(error).code}`,
  );
}
