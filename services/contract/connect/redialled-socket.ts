import { StackyardError } from '../errors.ts';

/** The part of WebSocket that a link uses; the browser's and the one of package ws have it. */
export interface DialledSocket {
  binaryType: string;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: object) => void): void;
}

/** `cause`: why there is no core, where whoever should be it said so. */
export type ConnectionState = { readonly state: 'connecting' } | { readonly state: 'connected' } | { readonly state: 'reconnecting'; readonly since: number; readonly cause?: StackyardError } | { readonly state: 'closed' };

export interface RedialOptions {
  /** A new socket; called again after each loss. May reject: that counts as a failed try. */
  readonly dial: () => DialledSocket | Promise<DialledSocket>;
  readonly onState?: (state: ConnectionState) => void;
  /** Milliseconds before try `attempt`, from 0 on. `usualDelay` when left out. */
  readonly delay?: (attempt: number) => number;
}

const open = 1;
const closed = 3;

/** Milliseconds before try `attempt`, from 0 on: 100 · 2ⁿ up to 5 s. */
export const usualDelay = (attempt: number): number => Math.min(5_000, 100 * 2 ** Math.min(attempt, 10));

const isBytes = (data: unknown): data is Uint8Array<ArrayBuffer> => data instanceof Uint8Array;

/**
 * One socket for ever, for a link that binds to a socket: behind it a real one is dialled anew whenever it is lost. While there is none,
 * messages wait for the next, so calls wait instead of failing; what was under way when one was lost is rejected by the `close` event.
 */
export class RedialledSocket extends EventTarget {
  readonly #options: RedialOptions;
  readonly #closing = new AbortController();
  #socket: DialledSocket | undefined;
  /** The newest, open or not. */
  #dialled: DialledSocket | undefined;
  #waiting: (string | Uint8Array<ArrayBuffer>)[] = [];
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lostAt: number | undefined;
  /** OPEN also while it waits: a link would add a listener for each call that it holds back itself. */
  readyState: 1 | 3 = open;

  constructor(options: RedialOptions) {
    super();
    this.#options = options;
    options.onState?.({ state: 'connecting' });
    void this.#dial();
  }

  /** Aborts with `close()`. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  send(data: Parameters<WebSocket['send']>[0]): void {
    if (typeof data !== 'string' && !isBytes(data)) throw new TypeError('only text and bytes are carried');
    if (this.#socket === undefined) this.#waiting.push(data);
    else this.#socket.send(data);
  }

  /** For good: nothing is dialled any more, and what waits is given up. */
  close(): void {
    if (this.closed.aborted) return;
    this.readyState = closed;
    this.#closing.abort(new StackyardError('CANCELLED', 'The connection to the core was closed.'));
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#dialled?.close();
    this.#socket = undefined;
    this.dispatchEvent(new Event('close'));
    this.#options.onState?.({ state: 'closed' });
  }

  /** Dials at once instead of waiting for the next try: the machine woke up, the window was focused. */
  retryNow(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#dial();
  }

  async #dial(): Promise<void> {
    let socket: DialledSocket;
    try {
      socket = await this.#options.dial();
    } catch {
      // A failed dial is told by the state `reconnecting`; its reason is the dialler's to log.
      this.#wait();
      return;
    }
    socket.binaryType = 'arraybuffer';
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      this.#lost(socket);
    };
    socket.addEventListener('open', () => this.#opened(socket));
    socket.addEventListener('message', (event) => this.dispatchEvent(new MessageEvent('message', { data: 'data' in event ? event.data : undefined })));
    socket.addEventListener('close', end);
    socket.addEventListener('error', end);
    this.#dialled = socket;
    if (this.closed.aborted) socket.close();
  }

  #opened(socket: DialledSocket): void {
    if (this.closed.aborted) return;
    this.#socket = socket;
    this.#attempt = 0;
    this.#lostAt = undefined;
    this.#options.onState?.({ state: 'connected' });
    for (const message of this.#waiting.splice(0)) socket.send(message);
  }

  #lost(socket: DialledSocket): void {
    socket.close();
    if (this.closed.aborted) return;
    if (this.#socket === socket) {
      this.#socket = undefined;
      this.dispatchEvent(new Event('close'));
    }
    this.#wait();
  }

  #wait(): void {
    if (this.closed.aborted) return;
    this.#lostAt ??= Date.now();
    this.#options.onState?.({ state: 'reconnecting', since: this.#lostAt });
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#dial();
    }, (this.#options.delay ?? usualDelay)(this.#attempt));
    this.#attempt += 1;
  }
}
