import { once } from 'node:events';
import { join } from 'node:path';
import { failureOf } from '../../../contract/connect/failures.ts';
import { attachToCore } from '../../connect/shell-connection.ts';
import { openPage } from '../browser-mode/open-page.ts';
import { runningLink, startInBackground, stopBackground } from '../browser-mode/background.ts';
import { recordPath, servePages } from '../browser-mode/serve-pages.ts';
import type { CommandContext, SharedCore } from '../context.ts';
import { printDocument } from '../print-json.ts';

export interface UiOptions {
  readonly port?: number;
  readonly open?: boolean;
  readonly background?: boolean;
  readonly stop?: boolean;
  /** False for the process in the background: its output is a log, where no link belongs. */
  readonly link?: boolean;
}

const pagesDirectory = join(import.meta.dirname, '..', '..', '..', '..', 'out', 'renderer');

/** The app in the browser. One server per user: where one runs already, a new link to it is printed. */
export async function ui(context: CommandContext, options: UiOptions): Promise<void> {
  const core = await context.sharedCore();
  const record = recordPath(core.stateDirectory);
  if (options.stop === true) {
    const stopped = await stopBackground(record);
    await context.stdout.line(stopped ? 'The app in the browser was stopped; services stay as they are.' : 'The app was not running in the background.');
    return;
  }
  const to = await placeToShow(context, core);
  const running = options.port === undefined ? await runningLink(record) : undefined;
  if (running !== undefined) return tell(context, `${running}${to}`, { core, options });
  if (options.background === true) {
    const words = options.port === undefined ? [] : ['--port', String(options.port)];
    return tell(context, `${await startInBackground({ record, stateDirectory: core.stateDirectory, words, signal: context.signal })}${to}`, { core, options });
  }
  await using pages = await servePages({ core, record, pagesDirectory, signal: context.signal, ...(options.port === undefined ? {} : { port: options.port }) });
  if (options.link !== false) await tell(context, `${pages.link()}${to}`, { core, options });
  if (!context.json) await context.stderr.line('Ctrl-C ends it; services stay as they are.');
  if (!context.signal.aborted) await once(context.signal, 'abort');
}

/** The stack of this folder is the one that the app shows first, in the editor where its file has mistakes; without one, the end of a link to the screen that opens or makes one here. */
async function placeToShow(context: CommandContext, core: SharedCore): Promise<string> {
  const file = context.optionalStackFile();
  if (file === undefined) return `&to=${encodeURIComponent(`/-/open?folder=${encodeURIComponent(process.cwd())}`)}`;
  const connection = await attachToCore(core, context.signal);
  try {
    const { name, problem } = await connection.client.projects.open({ file }, { signal: context.signal });
    if (problem === undefined) return '';
    await context.stderr.line(`The stack file has a mistake; the app opens at its editor. ${problem}`);
    return `&to=${encodeURIComponent(`/${encodeURIComponent(name)}/editor`)}`;
  } catch (error) {
    throw failureOf(error, context.signal);
  } finally {
    connection.socket.close();
  }
}

async function tell(context: CommandContext, link: string, { core, options }: { readonly core: SharedCore; readonly options: UiOptions }): Promise<void> {
  if (context.json) return printDocument(context, { url: link });
  const opened = options.open !== false && (await openPage(link, { directory: core.stateDirectory, environment: process.env }));
  await context.stdout.line(`${opened ? 'The app opens in your browser; if it does not' : 'Open the app in your browser'}: ${link}`);
  await context.stderr.line('The link is good once, within ten minutes; run stackyard ui for another.');
}
