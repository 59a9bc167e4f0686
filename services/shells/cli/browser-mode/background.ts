import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../../../contract/errors.ts';
import { askForLink, readRecord } from '../../server/index.ts';

const startMilliseconds = 30_000;
const askMilliseconds = 50;

/** A link of the server that this process runs in the background; undefined where none does. */
export async function runningLink(record: string): Promise<string | undefined> {
  const found = readRecord(record);
  return found === undefined ? undefined : askForLink(found);
}

/** Starts `stackyard ui` as a process that outlives this one, and returns its first link. @throws StackyardError SERVICE_DOWN */
export async function startInBackground({ record, stateDirectory, words, signal }: { readonly record: string; readonly stateDirectory: string; readonly words: readonly string[]; readonly signal: AbortSignal }): Promise<string> {
  const logPath = join(stateDirectory, 'browser.log');
  const log = openSync(logPath, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o600);
  const launcher = join(import.meta.dirname, '..', '..', '..', '..', 'bin', 'stackyard.js');
  const child = spawn(process.execPath, [launcher, 'ui', '--no-link', ...words], { detached: true, stdio: ['ignore', log, log], cwd: stateDirectory });
  closeSync(log);
  child.unref();
  const end = performance.now() + startMilliseconds;
  for (;;) {
    const link = await runningLink(record);
    if (link !== undefined) return link;
    if (child.exitCode !== null || performance.now() > end) {
      throw new StackyardError('SERVICE_DOWN', `Browser mode did not start: ${readFileSync(logPath, 'utf8').trimEnd().split('\n').at(-1) ?? ''}`, { hint: 'Run stackyard ui without --background to see why.' });
    }
    signal.throwIfAborted();
    await sleep(askMilliseconds);
  }
}

/** Ends the server in the background; false where none runs. */
export async function stopBackground(record: string): Promise<boolean> {
  const found = readRecord(record);
  // A record of a process that died may name one of somebody else's: only one that takes our token is ended.
  if (found === undefined || (await askForLink(found)) === undefined) return false;
  process.kill(found.pid, 'SIGTERM');
  const end = performance.now() + startMilliseconds;
  while ((await askForLink(found)) !== undefined && performance.now() < end) await sleep(askMilliseconds);
  return true;
}
