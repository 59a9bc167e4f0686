import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { CoreClient } from '../../../services/contract/client.ts';
import { connectWebSocket } from '../../../services/contract/connect/web-socket.ts';
import { shareCore } from '../../../services/core/index.ts';
import { dialUnixSocket } from '../../../services/shells/connect/unix-socket.ts';
import { stageApp } from '../../../scripts/setup/verification/fit-app.ts';
import { launchDesktop, type Desktop } from './desktop.ts';

const execute = promisify(execFile);
const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'stackyard.js');

/** An app that can be the core itself, with state and a stack of its own. */
export interface OwnCoreApp extends AsyncDisposable {
  readonly home: string;
  /** The stack's file. */
  readonly file: string;
  /** Starts it on the stack; a start after the first one has the same user data. */
  launch(): Promise<Desktop>;
  /** On another state folder, with user data of its own: a window goes on where it was, and that stack is not known there. */
  launchOn(other: string): Promise<Desktop>;
  /** The command line beside it, in the stack's folder. Rejects with its words when it fails. */
  stackyard(...words: readonly string[]): Promise<string>;
  /** Asks whatever core answers on the socket. */
  ask<Answer>(act: (client: CoreClient) => Promise<Answer>): Promise<Answer>;
}

/** Everything is below one short folder, which goes with the stack. */
export async function stageOwnCore(stack: string): Promise<OwnCoreApp> {
  const base = mkdtempSync(join(tmpdir(), 'so-'));
  const [app, home, project, userData] = ['app', 'home', 'stack', 'user'].map((name) => join(base, name)) as [string, string, string, string];
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(project);
  const file = join(project, 'stackyard.yaml');
  writeFileSync(file, stack);
  await stageApp(app);
  const ask = async <Answer>(act: (client: CoreClient) => Promise<Answer>): Promise<Answer> => {
    const { client, socket } = connectWebSocket({ dial: () => dialUnixSocket(join(home, 'core.sock')) });
    try {
      return await act(client);
    } finally {
      socket.close();
    }
  };
  const stackyard = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await execute(process.execPath, [launcher, ...words], { cwd: project, maxBuffer: 2 ** 24, env: { ...process.env, STACKYARD_HOME: home } });
    return stdout;
  };
  return {
    home,
    file,
    launch: () => launchDesktop({ args: [`--stack=${file}`], userData, place: { app, home, args: [] } }),
    launchOn: (other) => launchDesktop({ userData: `${userData}-other`, place: { app, home: other, args: [] } }),
    stackyard,
    ask,
    async [Symbol.asyncDispose]() {
      await stackyard('ui', '--stop');
      await stackyard('down');
      const { volumes } = JSON.parse(await stackyard('volumes', '--json')) as { readonly volumes: readonly { readonly name: string }[] };
      for (const { name } of volumes) await stackyard('volumes', 'remove', name, '--confirm', name);
      const core = await shareCore({ ...process.env, STACKYARD_HOME: home });
      if (await core.isThere()) await ask((client) => client.core.shutdown({ now: true }));
      while (await core.isThere()) await sleep(20);
      rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
