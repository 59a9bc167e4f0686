import { stat } from 'node:fs/promises';
import { asStackyardError } from '../../contract/errors.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';

/** The stack as its file says, kept while the file is being edited and cannot be read. */
export interface StackFile {
  readonly topology: Topology;
  readonly problem: string | undefined;
  /** How often it, or what it uses, was another one than before, though it may say what it said: others may have read it in between. */
  readonly readings: number;
  /** Reads it again where it changed; true when it did, and in any case when that is forced. */
  reload(options?: { readonly force?: boolean }): Promise<boolean>;
}

/** `met`: why its file could not be read when `first` was looked up. */
export function openStackFile(session: Session, first: Topology, met?: string): StackFile {
  let topology = first;
  let problem = met;
  let stamp: string | undefined;
  let readings = 0;
  return {
    get topology() {
      return topology;
    },
    get problem() {
      return problem;
    },
    get readings() {
      return readings;
    },
    async reload({ force = false } = {}) {
      // The first time it is read in any case: it may have changed since `first` was.
      const now = await stampOf(topology.file);
      if (now === stamp && !force) return false;
      stamp = now;
      const [before, was] = [problem, topology];
      try {
        topology = await session.load(topology.file);
        problem = undefined;
      } catch (error) {
        problem = asStackyardError(error).message;
      }
      // Another topology also where it says what it said, if somebody has read another one in between; the same where it was only touched.
      const isChanged = topology !== was || problem !== before;
      if (isChanged) readings += 1;
      return isChanged || force;
    },
  };
}

async function stampOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    (error: unknown) => `unreadable: ${asStackyardError(error).code}`,
  );
}
