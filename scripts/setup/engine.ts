import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connectEngine } from '../../services/engine/client/index.ts';
import { StackyardError } from '../../services/contract/errors.ts';
import { aptInstall, isDebianLike } from './apt.ts';

const execute = promisify(execFile);

const say = (message: string) => {
  process.stderr.write(`stackyard: ${message}\n`);
};

/** The engine's words (`Docker 20.10.24 at /var/run/docker.sock`), or undefined where none answers. */
async function engineInUse(): Promise<string | undefined> {
  try {
    await using client = await connectEngine({ environment: process.env, homeDirectory: homedir(), platform: process.platform });
    return `Docker ${client.info.engineVersion} at ${client.info.source}`;
  } catch (error) {
    if (error instanceof StackyardError && (error.code === 'ENGINE_UNREACHABLE' || error.code === 'ENGINE_TIMEOUT')) return undefined;
    throw error;
  }
}

const isInstalled = (program: string) => (process.env['PATH'] ?? '').split(':').concat('/usr/sbin', '/usr/bin').some((folder) => existsSync(join(folder, program)));

async function startEngine(): Promise<string> {
  if (existsSync('/run/systemd/system')) {
    await execute('systemctl', ['start', 'docker']);
  } else {
    mkdirSync('/var/log', { recursive: true });
    const log = openSync('/var/log/dockerd.log', 'a');
    spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] }).unref();
  }
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const found = await engineInUse();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new StackyardError('ENGINE_UNREACHABLE', 'The Docker Engine was started but does not answer after 30 s.', { hint: 'See /var/log/dockerd.log.' });
}

/**
 * Uses the engine that answers; else starts the one that is installed; else, as root on Debian or Ubuntu, installs it.
 * @throws StackyardError ENGINE_UNREACHABLE where none of this can be done.
 */
export async function ensureEngine(): Promise<void> {
  const found = await engineInUse();
  if (found !== undefined) {
    say(`using ${found}; nothing is installed.`);
    return;
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) {
    throw new StackyardError('ENGINE_UNREACHABLE', 'No Docker Engine answers, and only root may install or start one.', { hint: 'Start Docker, or run the command as root.' });
  }
  if (!isInstalled('dockerd')) {
    if (!isDebianLike()) {
      throw new StackyardError('ENGINE_UNREACHABLE', 'No Docker Engine is installed, and this is neither Debian nor Ubuntu.', { hint: 'Install Docker (https://docs.docker.com/engine/install/), then run this again.' });
    }
    say('no Docker Engine here: installing it from the distribution (apt-get install docker.io iptables debootstrap) …');
    await aptInstall(['docker.io', 'iptables', 'debootstrap', 'ca-certificates']);
  }
  say('starting the Docker Engine …');
  say(`using ${await startEngine()}.`);
}
