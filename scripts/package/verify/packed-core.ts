import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { extractAll } from '@electron/asar';
import { StackyardError } from '../../../services/contract/errors.ts';
import type { OrdinaryUser } from './ordinary-user.ts';

export interface PackedCore extends AsyncDisposable {
  readonly socket: string;
}

const startMilliseconds = 20_000;

/**
 * The installed package's core, run by the user on this Node instead of the package's Electron, for one that cannot load better-sqlite3 itself. A Node does not read
 * archives, so its files are laid out beside the installed templates and resources as they are in the package.
 * @throws StackyardError INTERNAL with its last words where it does not answer.
 */
export async function startPackedCore(user: OrdinaryUser, resources: string): Promise<PackedCore> {
  const folder = mkdtempSync(join(tmpdir(), 'stackyard-packed-core-'));
  chmodSync(folder, 0o755);
  const archive = join(folder, 'app.asar');
  extractAll(join(resources, 'app.asar'), archive);
  for (const name of ['compose-templates', 'resources']) symlinkSync(join(resources, name), join(folder, name));
  const node = join(folder, 'node');
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  const home = join(user.home, '.local', 'state', 'stackyard');
  const socket = join(home, 'core.sock');
  const [program, args] = user.command([node, join(archive, 'out', 'desktop', 'core', 'core.js')]);
  const child = spawn(program, args, { cwd: user.home, stdio: ['ignore', 'pipe', 'pipe'], env: user.environment() });
  const ended = once(child, 'exit');
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (words += text));
  const core: PackedCore = {
    socket,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const end = performance.now() + startMilliseconds; !(await answers(socket)); await sleep(50)) {
    if (child.exitCode === null && performance.now() < end) continue;
    await core[Symbol.asyncDispose]();
    throw new StackyardError('INTERNAL', `The packed core does not answer: ${words.trim()}`);
  }
  return core;
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/health' }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('error', () => resolve(false));
    asked.end();
  });
}
