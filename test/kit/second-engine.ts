import { execFile, spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SecondEngine extends AsyncDisposable {
  readonly socket: string;
  /** Put before a command that must reach published ports: they exist only inside the engine's network namespace. */
  readonly insidePrefix: readonly string[];
  /** The running dockerd's process id. */
  processId(): Promise<number>;
  start(): Promise<void>;
  kill(): Promise<void>;
  terminate(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

export interface SecondEngineOptions {
  /** Everything of the engine is below it; made when missing, removed at the end. Short: socket paths have 107 bytes. */
  readonly directory: string;
  /** Further dockerd flags, for example `--live-restore`. */
  readonly flags?: readonly string[];
  /** A tmpfs of this size (`150m`) holds the engine's data. */
  readonly dataSize?: string;
}

/**
 * A second Docker engine that cannot hurt the first: it has its own network namespace (in the host's it would delete the first
 * engine's docker0), data, exec root and pid file. Needs root, dockerd, ip and nsenter. It has no images; load them from a file.
 */
export async function secondEngine(options: SecondEngineOptions): Promise<SecondEngine> {
  const { directory } = options;
  const files = { socket: join(directory, 'docker.sock'), pid: join(directory, 'pid'), data: join(directory, 'data'), exec: join(directory, 'exec'), log: join(directory, 'log') };
  const namespace = `stackyard-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
  const [enter, ...inNamespace] = ['nsenter', `--net=/run/netns/${namespace}`] as const;
  const processId = async (): Promise<number> => Number(await readFile(files.pid, 'utf8'));
  const runningProcess = async (): Promise<number | undefined> => {
    const pid = await processId().catch(() => undefined);
    return pid !== undefined && isAlive(pid) ? pid : undefined;
  };
  const signalTo = async (signal: NodeJS.Signals): Promise<number> => {
    const pid = await processId();
    process.kill(pid, signal);
    return pid;
  };

  let hasStarted = false;
  const start = async (): Promise<void> => {
    if (await answers(files.socket)) return;
    const log = openSync(files.log, 'a');
    const dockerd = ['dockerd', '--data-root', files.data, '--exec-root', files.exec, '-p', files.pid, '-H', `unix://${files.socket}`, ...(options.flags ?? [])];
    // `ip netns exec` hides the cgroup mounts that dockerd needs; nsenter does not.
    const child = spawn(enter, [...inNamespace, ...dockerd], { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.unref();
    const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
    for (let tries = 0; tries < 300; tries += 1) {
      if (await answers(files.socket)) {
        hasStarted = true;
        return;
      }
      if (await Promise.race([exited.then(() => true), delay(100, false)])) break;
    }
    throw new Error(`the second engine does not start: ${(await readFile(files.log, 'utf8')).slice(-600)}`);
  };
  const kill = async (): Promise<void> => {
    await untilGone(await signalTo('SIGKILL'));
    // containerd and the shims notice their parent's end within the second; what they leave blocks the next start.
    await untilOwnProcessesEnd(join(files.exec, 'containerd', 'containerd.pid'));
    await rm(files.pid, { force: true });
    await rm(join(files.exec, 'containerd', 'containerd.pid'), { force: true });
  };
  const terminate = async (): Promise<void> => untilGone(await signalTo('SIGTERM'));

  await mkdir(files.data, { recursive: true });
  if (options.dataSize !== undefined) await run('mount', ['-t', 'tmpfs', '-o', `size=${options.dataSize}`, 'tmpfs', files.data]);
  await run('ip', ['netns', 'add', namespace]);
  const dispose = async (): Promise<void> => {
    const running = await runningProcess();
    // A frozen engine must be thawed to end; a dead one may have left containers that only an engine removes.
    if (running !== undefined) process.kill(running, 'SIGCONT');
    else if (hasStarted) await start();
    await removeContainers(files.socket);
    const pid = await runningProcess();
    if (pid !== undefined) {
      process.kill(pid, 'SIGTERM');
      await untilGone(pid).catch(kill);
    }
    await endLeftovers(directory);
    await run('ip', ['netns', 'delete', namespace]);
    await unmountBelow(directory);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await run('ip', ['netns', 'exec', namespace, 'ip', 'link', 'set', 'lo', 'up']);
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    socket: files.socket,
    insidePrefix: [enter, ...inNamespace],
    processId,
    start,
    kill,
    terminate,
    freeze: async () => void (await signalTo('SIGSTOP')),
    thaw: async () => void (await signalTo('SIGCONT')),
    [Symbol.asyncDispose]: dispose,
  };
}

/** One try: does an engine answer on this socket? */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request({ socketPath, path: '/_ping', timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => resolve(false));
    probe.end();
  });
}

/** Under --live-restore they would outlive their engine. */
async function removeContainers(socketPath: string): Promise<void> {
  if (!(await answers(socketPath))) return;
  const list = JSON.parse(await ask(socketPath, 'GET', '/containers/json?all=1')) as readonly { readonly Id: string }[];
  for (const { Id } of list) await ask(socketPath, 'DELETE', `/containers/${Id}?force=1&v=1`);
}

/** A request to the engine, past the client under test. */
export function ask(socketPath: string, method: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    sent.on('error', reject).end();
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (!isAlive(pid)) return;
    await delay(50);
  }
  throw new Error(`process ${pid} does not end`);
}

async function untilOwnProcessesEnd(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
  if (pid > 0) await untilGone(pid).catch(() => process.kill(pid, 'SIGKILL'));
}

/** Shims and containers of an engine that was killed: those whose command line names its directory. */
async function endLeftovers(directory: string): Promise<void> {
  const { stdout } = await run('ps', ['-eo', 'pid=,args=']);
  const own = stdout.split('\n').filter((line) => line.includes(`${directory}/`) && !line.includes(' ps -eo'));
  for (const pid of own.map((line) => Number(line.trim().split(' ', 1)[0])).filter((pid) => pid > 0 && pid !== process.pid)) {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
}

/** Deepest first: an engine mounts inside its data directory, which may itself be a mount. */
async function unmountBelow(directory: string): Promise<void> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((each) => each.startsWith(`${directory}/`)).sort((left, right) => right.length - left.length)) {
    await run('umount', ['-l', mount]);
  }
}
