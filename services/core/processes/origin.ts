import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isSameFile } from '../../engine/observe/stack-files.ts';
import { readPrivateFile, writePrivateFile } from '../../store/private-files.ts';
import { stackDirectory } from '../../store/state-directory.ts';

/** Beside a keeper's records: the stack file that its processes come from. They have no labels that would tell. */
const origin = 'stack-file';

/** Before a host process starts, so that it is found when the stack has another name. */
export function noteOrigin(directory: string, { name, file }: { readonly name: string; readonly file: string }): void {
  const path = join(stackDirectory(directory, name, 'processes'), origin);
  if (readPrivateFile(path) !== file) writePrivateFile(path, file, { durable: false });
}

/** The stack file whose processes run, or ran last, under that name; undefined where none did. */
export function originOf(directory: string, name: string): string | undefined {
  return orNothing(() => readPrivateFile(join(stackDirectory(directory, name, 'processes'), origin)), undefined);
}

/** Names under which host processes of this stack file were started, ever. */
export function namesOfOrigin(directory: string, file: string): readonly string[] {
  const stacks = join(directory, 'stacks');
  return orNothing(() => readdirSync(stacks), []).filter((name) => isSameFile(originOf(directory, name) ?? '', file));
}

/** A folder that is not there yet, or holds what is not ours, must hide nothing else that runs. */
function orNothing<Found>(read: () => Found, nothing: Found): Found {
  try {
    return read();
  } catch {
    return nothing;
  }
}
