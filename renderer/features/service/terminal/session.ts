import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureOf } from '../../../../services/contract/connect/failures.ts';
import { resumed } from '../../../../services/contract/connect/core-client.ts';
import type { CoreClient } from '../../../../services/contract/client.ts';
import type { StackyardError } from '../../../../services/contract/errors.ts';
import { formatBytes } from '../../../lib/format.ts';
import { tellFailure } from '../../../lib/jobs.ts';
import { bytesOf } from './bytes.ts';
import { bindTerminalKeys } from './keys.ts';
import { terminalTheme } from './theme.ts';
import { createWriteQueue } from './write-queue.ts';

/** `ended`: the program did; `lost`: the core does not know it any more, or the connection to the container was cut. */
export type SessionState = { readonly phase: 'open' } | { readonly phase: 'ended'; readonly exitCode: number } | { readonly phase: 'lost'; readonly error: StackyardError };

export interface TerminalSession {
  readonly state: StoreApi<SessionState>;
  /** Puts the terminal into the page; it is moved there with all it shows. Returns what takes it out again. */
  attach(parent: HTMLElement, leave: () => void): () => void;
  setScheme(scheme: 'light' | 'dark'): void;
  focus(): void;
  dispose(): void;
}

const scrollback = 10_000;
const resizeMilliseconds = 80;
/** What was shown is told to the core at each of so many bytes, a quarter of what it sends ahead. */
const tellBytes = 64 * 1024;

/** One terminal of the core on the screen. It lives outside of React, so that it goes on while another page is shown. */
export function createSession(core: CoreClient, id: string): TerminalSession {
  const state = createStore<SessionState>(() => ({ phase: 'open' }));
  const terminal = new Terminal({ scrollback, fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace", fontSize: 12.5, lineHeight: 1.2, cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches, minimumContrastRatio: 4.5, screenReaderMode: true });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  const host = document.createElement('div');
  host.style.height = '100%';
  const controller = new AbortController();
  let leaveTo = (): void => undefined;
  let resizing: ReturnType<typeof setTimeout> | undefined;
  const isOpen = (): boolean => state.getState().phase === 'open';
  const queue = createWriteQueue((text) => core.terminals.write({ id, text }), (error) => isOpen() && tellFailure('What you typed did not arrive', error));
  bindTerminalKeys(terminal, () => leaveTo());
  terminal.onData((text) => {
    if (isOpen()) queue.push(text);
  });
  terminal.onResize(({ cols, rows }) => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (isOpen()) void core.terminals.resize({ id, columns: cols, rows }).catch((error: unknown) => isOpen() && tellFailure('The terminal kept its old size', error));
    }, resizeMilliseconds);
  });
  void follow(core, { id, terminal, state, signal: controller.signal });
  return {
    state,
    attach(parent, leave) {
      leaveTo = leave;
      parent.append(host);
      if (terminal.element === undefined) terminal.open(host);
      // A hidden terminal has no size to fit into.
      const refit = (): void => {
        if (host.clientWidth > 0 && host.clientHeight > 0) fit.fit();
      };
      const observer = new ResizeObserver(refit);
      observer.observe(parent);
      return () => {
        observer.disconnect();
        host.remove();
      };
    },
    setScheme: (scheme) => {
      terminal.options.theme = terminalTheme(scheme);
    },
    focus: () => terminal.focus(),
    dispose() {
      controller.abort();
      clearTimeout(resizing);
      terminal.dispose();
      host.remove();
    },
  };
}

interface Followed {
  readonly id: string;
  readonly terminal: Terminal;
  readonly state: StoreApi<SessionState>;
  readonly signal: AbortSignal;
}

/** Shows what the program writes; after a lost connection it goes on from the last id. */
async function follow(core: CoreClient, { id, terminal, state, signal }: Followed): Promise<void> {
  const reader = crypto.randomUUID();
  let [position, told] = [0, 0];
  try {
    for await (const { bytes, skipped = 0, exitCode } of await core.terminals.output({ id, reader }, { signal, ...resumed })) {
      if (skipped > 0) terminal.write(`\r\n\u001B[2m[${formatBytes(skipped)} are not shown: they came faster than they could be]\u001B[22m\r\n`);
      await new Promise<void>((resolve) => terminal.write(bytesOf(bytes), resolve));
      // The transport takes all at once: that xterm has shown it is told, so that a flood waits in the program, not here.
      position += skipped + bytes.length;
      if (position - told >= tellBytes) {
        told = position;
        // It fails with the stream itself, which tells; one that goes on later begins where it was.
        void core.terminals.taken({ id, reader, position }).catch(() => undefined);
      }
      if (exitCode !== undefined) state.setState({ phase: 'ended', exitCode }, true);
    }
  } catch (error) {
    if (!signal.aborted) state.setState({ phase: 'lost', error: failureOf(error, signal) }, true);
  }
}
