import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { privateDirectory, tightenFile } from '../../store/private-files.ts';
import { stateDirectory } from '../../store/state-directory.ts';
import { coreOfUser } from '../core-process/core-of-user.ts';
import { corePaths, type CorePaths } from '../core-process/paths.ts';
import type { ServedCore } from '../core-process/serve-core.ts';
import { serveMessagePort, type ServedPort } from '../transports/message-port.ts';
import { bridgeToSocket } from './bridge.ts';
import { refusePort } from './refuse-port.ts';

/**
 * The utility process of the desktop app. It is the core of the user, or, where another one answers already, the way to it; with
 * `--attach` it only ever is the way, and starts a core as a process of its own where none runs.
 */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown; readonly ports: readonly ServedPort[] }) => void): void;
}

const { values } = parseArgs({ options: { attach: { type: 'boolean', default: false }, resources: { type: 'string', default: '' }, 'app-version': { type: 'string', default: '' } }, strict: false });
/** Asked for each time: a state folder that cannot be used now is a reason to tell, not to end. */
const pathsOfUser = (): CorePaths => corePaths(privateDirectory(stateDirectory(process.env)));
const goodbyeMilliseconds = 15_000;

let own: Promise<ServedCore | undefined> | undefined;

function say(text: string): void {
  const line = `${new Date().toISOString()} ${process.pid} ${text}\n`;
  try {
    const { log } = pathsOfUser();
    tightenFile(log);
    appendFileSync(log, line, { mode: 0o600 });
  } catch {
    process.stderr.write(`stackyard: ${line}`);
  }
}

/** Becomes the core, and ends with it when another shell asks it to make room, as an upgraded command line does; the app starts this process again then. */
async function become(): Promise<ServedCore | undefined> {
  // Loaded only here: it brings SQLite along, which the Electron that attaches need not be able to load.
  const { becomeCore } = await import('../core-process/own-core.ts');
  const served = await becomeCore({ paths: pathsOfUser(), environment: process.env, resourcesDirectory: String(values['resources']), version: String(values['app-version']), say });
  if (served !== undefined) void endWhenAsked(served);
  return served;
}

async function endWhenAsked({ leaving }: ServedCore): Promise<void> {
  say(`leaves: ${await leaving}`);
  await end();
}

/** The core that this process is; undefined while another process is it. Asked again at each connection: that one may have gone. */
async function ownCore(): Promise<ServedCore | undefined> {
  own ??= become();
  try {
    const served = await own;
    if (served === undefined) own = undefined;
    return served;
  } catch (error) {
    own = undefined;
    throw error;
  }
}

async function connectPort(port: ServedPort): Promise<void> {
  try {
    const served = values['attach'] === true ? undefined : await ownCore();
    if (served !== undefined) {
      serveMessagePort(port, served.transport);
      return;
    }
    const external = coreOfUser(process.env);
    await external.start();
    bridgeToSocket(port, external.socket);
  } catch (error) {
    say(`the app was not connected: ${error instanceof Error ? error.message : String(error)}`);
    refusePort(port, error, say);
  }
}

let ending: Promise<void> | undefined;
const end = (): Promise<void> => (ending ??= leave());

async function leave(): Promise<void> {
  setTimeout(() => process.exit(1), goodbyeMilliseconds).unref();
  // One that did not come to be has said so to whoever asked.
  const served = await own?.catch(() => undefined);
  await served?.[Symbol.asyncDispose]();
  process.exit(0);
}

// A terminal and the end of a session send them to every process of the app, also to this one: the app may be just about to say the same.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());

const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
parentPort.on('message', ({ data, ports: [port] }) => {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  if (type === 'connect' && port !== undefined) void connectPort(port);
  if (type === 'end') void end();
});
