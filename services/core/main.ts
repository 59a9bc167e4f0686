import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateDirectory, tryLockFile } from '../store/index.ts';
import { resourcesDirectoryOf } from '../store/own-programs.ts';
import { privateDirectory } from '../store/private-files.ts';
import { corePaths, type CorePaths } from './core-process/paths.ts';
import { serveCore } from './core-process/serve-core.ts';
import { openSession } from './session.ts';

/**
 * The core of a user as a process of its own: `node services/core/main.ts`, started by the first shell that finds none. It listens on
 * the unix socket of its state directory, and ends by itself when no shell is attached and nothing runs.
 */
const idleMilliseconds = 15_000;
const takeOverMilliseconds = 20_000;
/** A job that does not let itself be cancelled must not keep a core that was asked to end. */
const goodbyeMilliseconds = 30_000;

const project = join(import.meta.dirname, '..', '..');

async function main(): Promise<void> {
  const paths = corePaths(privateDirectory(stateDirectory(process.env)));
  const lock = await lockOrLeave(paths);
  if (lock === undefined) {
    say('another core answers: nothing to do');
    return;
  }
  await using _lock = lock;
  const session = openSession({ environment: process.env, resourcesDirectory: resourcesDirectoryOf(project) });
  const told = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => told.resolve(signal));
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  const log = (message: string): void => say(session.redactor.redact(message));
  process.on('unhandledRejection', (error) => log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
  const served = await serveCore({ session, version, socket: paths.socket, log, idleMilliseconds });
  log(`answers on ${paths.socket}`);
  log(`ends: ${await Promise.race([served.leaving, told.promise])}`);
  setTimeout(() => process.exit(1), goodbyeMilliseconds).unref();
  await served[Symbol.asyncDispose]();
}

/** undefined when another core lives and answers. One that is just leaving is waited for. */
async function lockOrLeave(paths: CorePaths): Promise<AsyncDisposable | undefined> {
  const end = performance.now() + takeOverMilliseconds;
  for (;;) {
    const lock = await tryLockFile(paths.lock);
    if (lock !== undefined) return lock;
    if (await answers(paths.socket)) return undefined;
    if (performance.now() > end) throw new Error('another core holds the lock and does not answer');
    await sleep(25);
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}

function say(text: string): void {
  process.stdout.write(`${new Date().toISOString()} ${process.pid} ${text}\n`);
}

try {
  await main();
} catch (error) {
  say(`failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
// What a library left open must not keep a core that has ended.
process.exit();
