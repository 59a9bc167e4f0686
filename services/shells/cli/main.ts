import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asStackyardError, exitCodeOf, toErrorDocument, type StackyardError } from '../../contract/errors.ts';
import { parse } from './input/parse.ts';
import { type Interruption, interruptedExitCode, watchInterruption } from './interrupt.ts';
import { buildProgram } from './program.ts';
import { runTask } from './run-task.ts';
import { errorLines } from './terminal/error-lines.ts';
import { flushed, openOutput, type Output, type TerminalStream } from './terminal/output.ts';

function version(): string {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** `stackyard logs | head`: the reader has what it wanted, so the command ends without a word. */
function endQuietlyWhenUnread(stream: TerminalStream, abandon: () => void): { readonly unread: boolean } {
  const state = { unread: false };
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    state.unread = true;
    abandon();
  });
  return state;
}

interface Host {
  readonly process: NodeJS.Process;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly interruption: Interruption;
}

/** Who pressed Ctrl-C knows that it was cancelled, but not what is left of a change and how to go on; a reader that left wants no words. */
function isNoNews({ code, hint }: StackyardError, { signal, requested }: Interruption): boolean {
  return code === 'CANCELLED' && signal.aborted && (!requested || hint === undefined);
}

async function report(error: unknown, { process, stdout, stderr, interruption }: Host): Promise<number> {
  const words = process.argv.slice(2);
  const known = asStackyardError(error);
  if (words.slice(0, [...words, '--'].indexOf('--')).includes('--json')) await stdout.line(JSON.stringify(toErrorDocument(known)));
  else if (!isNoNews(known, interruption)) for (const line of errorLines(known, { paint: stderr.paint, directory: process.cwd() })) await stderr.line(line);
  return exitCodeOf(known.code);
}

/** The whole command line: reads argv, runs one command, and resolves with the exit code. */
async function run(host: Host): Promise<number> {
  const { process, stdout, stderr, interruption } = host;
  let exitCode = 0;
  const program = buildProgram(version(), async (task) => {
    const { json = false, file } = program.opts<{ json?: boolean; file?: string }>();
    exitCode = await runTask(task, { process, stdout, stderr, interruption, json, file });
  });
  try {
    const words = process.argv.slice(2);
    if (words[0] === '__complete') {
      const { complete } = await import('./completion/complete.ts');
      await stdout.line(complete(program, words.slice(1), process.cwd()).join('\n'));
    } else {
      await parse(program, words, { help: (text) => void stdout.stream.write(text) });
    }
  } catch (error) {
    exitCode = await report(error, host);
  }
  return interruption.requested ? interruptedExitCode : exitCode;
}

async function fail(error: unknown, host: Host): Promise<never> {
  return host.process.exit(await report(error, host));
}

/** Called by bin/stackyard.js; ends the process. */
export async function main(process: NodeJS.Process): Promise<never> {
  const stdout = openOutput(process.stdout, process.env);
  const stderr = openOutput(process.stderr, process.env);
  const interruption = watchInterruption(process, (text) => void stderr.line(text));
  const reader = endQuietlyWhenUnread(process.stdout, () => interruption.abandon());
  endQuietlyWhenUnread(process.stderr, () => undefined);
  const host: Host = { process, stdout, stderr, interruption };
  // What escapes a command is a defect; it is reported like every failure, without its stack.
  process.on('uncaughtException', (error) => void fail(error, host));
  const code = await run(host);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // Whatever still holds the event loop (a kept-alive socket) must not hold the prompt.
  process.exit(reader.unread ? 0 : code);
}
