import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '../store/index.ts';
import { resourcesDirectoryOf } from '../store/own-programs.ts';
import { privateDirectory } from '../store/private-files.ts';
import { becomeCore } from './core-process/own-core.ts';
import { corePaths } from './core-process/paths.ts';

/**
 * The core of a user as a process of its own: `node services/core/main.ts`, started by the first shell that finds none. It listens on
 * the unix socket of its state directory, and ends by itself when no shell is attached and nothing runs.
 */
const idleMilliseconds = 15_000;
/** A job that does not let itself be cancelled must not keep a core that was asked to end. */
const goodbyeMilliseconds = 30_000;
const project = join(import.meta.dirname, '..', '..');

async function main(): Promise<void> {
  const told = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => told.resolve(signal));
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  const served = await becomeCore({ paths: corePaths(privateDirectory(stateDirectory(process.env))), environment: process.env, resourcesDirectory: resourcesDirectoryOf(project), version, say, idleMilliseconds });
  if (served === undefined) {
    say('another core answers: nothing to do');
    return;
  }
  say(`ends: ${await Promise.race([served.leaving, told.promise])}`);
  setTimeout(() => process.exit(1), goodbyeMilliseconds).unref();
  await served[Symbol.asyncDispose]();
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
