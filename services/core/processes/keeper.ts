import { parseArgs } from 'node:util';
import { lockOrLeave } from '../lock-or-leave.ts';
import { processHistory } from './history.ts';
import { endAllOrphans } from './orphans.ts';
import { processPaths, type ProcessPaths } from './paths.ts';
import type { Request, Response } from './protocol.ts';
import { serve } from './server.ts';
import { createSupervisor } from './supervisor.ts';

/**
 * Keeps the host processes of one stack: `node keeper.ts --state DIR --stack NAME`. Left behind by `up`, ends itself when it has nothing
 * to keep. What it is told comes through its socket only, so no secret is in its arguments.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { state: { type: 'string' }, stack: { type: 'string' } } });
  if (values.state === undefined || values.stack === undefined) throw new Error('Usage: keeper.ts --state DIR --stack NAME');
  const paths = processPaths(values.state, values.stack);
  const lock = await lockOrLeave({ ...paths, patience: takeOverMilliseconds });
  if (lock === undefined) return;
  await using _lock = lock;
  await endAllOrphans(paths);
  await keep(paths, { state: values.state, stack: values.stack });
}

const takeOverMilliseconds = 15_000;
const firstRequestMilliseconds = 10_000;
const idleMilliseconds = 300;

async function keep(paths: ProcessPaths, { state, stack: name }: { readonly state: string; readonly stack: string }): Promise<void> {
  const leaving = Promise.withResolvers<string>();
  const history = processHistory(state, name, say);
  const supervisor = createSupervisor(paths, (process) => history.ended(process));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leaving.resolve(signal));

  const handle = async (request: Request): Promise<Response> => {
    switch (request.method) {
      case 'start':
        await supervisor.start(request.spec);
        break;
      case 'stop':
        await supervisor.stop(request.service);
        break;
      case 'status':
        break;
      case 'shutdown':
        await supervisor[Symbol.asyncDispose]();
        setImmediate(() => leaving.resolve('shutdown'));
        break;
    }
    return { processes: [...supervisor.status()] };
  };

  let timer: NodeJS.Timeout | undefined;
  const leaveWhenIdle = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (supervisor.status().length === 0 && server.connections() === 0) leaving.resolve('nothing to keep');
    }, milliseconds);
  };
  await using stack = new AsyncDisposableStack();
  // Undone in reverse: no new requests, then the processes end, then the lock is freed.
  stack.use(history);
  stack.use(supervisor);
  const server = stack.use(await serve({ socket: paths.socket, handle, onIdle: () => leaveWhenIdle(idleMilliseconds) }));
  leaveWhenIdle(firstRequestMilliseconds);
  say(`keeps ${paths.socket}`);
  say(`leaves: ${await leaving.promise}`);
  clearTimeout(timer);
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
// Where it is a program of the app, Electron would stay.
process.exit();
