import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { privateDirectory, tightenFile } from '../../store/private-files.ts';
import { stateDirectory } from '../../store/state-directory.ts';
import { coreOfUser } from '../core-process/core-of-user.ts';
import { corePaths } from '../core-process/paths.ts';
import type { ServedCore } from '../core-process/serve-core.ts';
import { serveMessagePort, type ServedPort } from '../transports/message-port.ts';
import { bridgeToSocket } from './bridge.ts';

/**
 * The utility process of the desktop app. It is the core of the user, or, where another one answers already, the way to it; with
 * `--attach` it only ever is the way, and starts a core as a process of its own where none runs.
 */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown; readonly ports: readonly ServedPort[] }) => void): void;
}

const { values } = parseArgs({ options: { attach: { type: 'boolean', default: false }, resources: { type: 'string', default: '' }, 'app-version': { type: 'string', default: '' } }, strict: false });
const paths = corePaths(privateDirectory(stateDirectory(process.env)));
const external = coreOfUser(process.env);
const goodbyeMilliseconds = 15_000;

let own: Promise<ServedCore | undefined> | undefined;

function say(text: string): void {
  tightenFile(paths.log);
  appendFileSync(paths.log, `${new Date().toISOString()} ${process.pid} ${text}\n`, { mode: 0o600 });
}

/** Becomes the core, and ends with it when another shell asks it to make room, as an upgraded command line does; the app starts this process again then. */
async function become(): Promise<ServedCore | undefined> {
  // Loaded only here: it brings SQLite along, which the Electron that attaches need not be able to load.
  const { becomeCore } = await import('../core-process/own-core.ts');
  const served = await becomeCore({ paths, environment: process.env, resourcesDirectory: String(values['resources']), version: String(values['app-version']), say });
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
    await external.start();
    bridgeToSocket(port, paths.socket);
  } catch (error) {
    say(`the app was not connected: ${error instanceof Error ? error.message : String(error)}`);
    port.close?.();
  }
}

async function end(): Promise<void> {
  setTimeout(() => process.exit(1), goodbyeMilliseconds).unref();
  const served = await own;
  await served?.[Symbol.asyncDispose]();
  process.exit(0);
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
parentPort.on('message', ({ data, ports: [port] }) => {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  if (type === 'connect' && port !== undefined) void connectPort(port);
  if (type === 'end') void end();
});
