import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../types.ts';
import { endSession } from './end-session.ts';
import { readAnnouncement } from './announcement.ts';
import { execState } from './exec-state.ts';
import { startScript } from './scripts.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface TerminalOptions extends TerminalSize {
  /** Name or id. */
  readonly container: string;
  /** What runs; bash where the image has it, else sh, when left out. */
  readonly command?: readonly string[];
}

/** A program that runs on a terminal of its own in a container. */
export interface ContainerTerminal {
  /** Raw bytes both ways. Its end is the program's, unless the connection was cut. Destroying it does not end the program. */
  readonly stream: Duplex;
  resize(size: TerminalSize): Promise<void>;
  /** Undefined while the program runs. 137 where the container is gone, which killed it. */
  exitCode(): Promise<number | undefined>;
  /** Hangs up: ends the program and everything of its session. Resolves when nothing of it is left; rejects where that cannot be done now. */
  end(): Promise<void>;
}

const announceDeadline = 10_000;

/**
 * Runs a program on a terminal in a container, as the container's user. Rejects with the client's errors, CONFLICT where the container does
 * not run, and UNSUPPORTED where its image has no shell: without one nothing could end the program again.
 */
export async function openTerminal(client: EngineClient, { container, command = [], ...size }: TerminalOptions): Promise<ContainerTerminal> {
  const mark = randomUUID();
  const { Id: exec } = await client.call<{ readonly Id: string }>({
    method: 'POST',
    path: `/containers/${encodeURIComponent(container)}/exec`,
    // Without a locale bash's line editing drops every letter beyond ASCII. C.UTF-8 is in glibc and musl themselves.
    body: { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, Env: ['TERM=xterm-256color', 'LANG=C.UTF-8'], Cmd: ['/bin/sh', '-c', startScript, 'stackyard', mark, ...command] },
  });
  const stream = await client.upgrade({ method: 'POST', path: `/exec/${exec}/start`, body: { Detach: false, Tty: true } });
  const { leader, words } = await readAnnouncement(stream, { mark, deadline: announceDeadline });
  if (leader === undefined) {
    stream.destroy();
    throw unannounced(container, words);
  }
  const terminal: ContainerTerminal = {
    stream,
    async resize({ columns, rows }) {
      try {
        await client.call({ method: 'POST', path: `/exec/${exec}/resize`, query: { w: columns, h: rows } });
      } catch (error) {
        // The program may have ended meanwhile, whose terminal has no size any more.
        if ((await execState(client, exec)).running) throw error;
      }
    },
    async exitCode() {
      const state = await execState(client, exec);
      return state.running ? undefined : state.exitCode;
    },
    end: () => endSession(client, { container, exec, leader }),
  };
  try {
    await terminal.resize(size);
    return terminal;
  } catch (error) {
    stream.destroy();
    await terminal.end();
    throw error;
  }
}

function unannounced(container: string, words: string): StackyardError {
  const hasNoShell = /executable file not found|no such file|permission denied/iu.test(words);
  return hasNoShell
    ? new StackyardError('UNSUPPORTED', `No shell can be run in container ${container}: ${words}.`, { hint: 'A terminal needs /bin/sh in the image; use one that has it.' })
    : new StackyardError('CONFLICT', `The shell in container ${container} ended before it began: ${words || 'it said nothing'}.`, { hint: 'Try again when the container runs steadily.' });
}
