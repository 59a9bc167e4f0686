/** The part of WebSocket that a link uses; the browser's and the one of package ws have it. */
export interface DialledSocket {
  binaryType: string;
  send(data: string | ArrayBuffer | Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: Event) => void): void;
}

export type ConnectionState = { readonly state: 'connecting' } | { readonly state: 'connected' } | { readonly state: 'reconnecting'; readonly since: number } | { readonly state: 'closed' };

export interface RedialOptions {
  /** A new socket; called again after each loss. May reject: that counts as a failed try. */
  readonly dial: () => DialledSocket | Promise<DialledSocket>;
  readonly onState?: (state: ConnectionState) => void;
  /** Milliseconds before try `attempt`, from 0 on. 100 · 2ⁿ up to 5 s when left out. */
  readonly delay?: (attempt: number) => number;
}

const connecting = 0;
const open = 1;
const closed = 3;

const usualDelay = (attempt: number): number => Math.min(5_000, 100 * 2 ** Math.min(attempt, 10));

/**
 * One socket for ever, for a link that binds to a socket: behind it a real one is dialled anew whenever it is lost. While none is open
 * `readyState` is CONNECTING, so calls wait instead of failing; what was under way when it was lost is rejected by the `close` event.
 */
export class RedialledSocket extends EventTarget {
  readonly #options: RedialOptions;
  #socket: DialledSocket | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lostAt: number | undefined;
  readyState: 0 | 1 | 2 | 3 = connecting;

  constructor(options: RedialOptions) {
    super();
    this.#options = options;
    options.onState?.({ state: 'connecting' });
    void this.#dial();
  }

  send(data: string | ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    if (this.#socket === undefined || this.readyState !== open) throw new Error('the socket is not open');
    this.#socket.send(data);
  }

  /** For good: nothing is dialled any more. */
  close(): void {
    if (this.readyState === closed) return;
    const wasOpen = this.readyState === open;
    this.readyState = closed;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
    // Calls that wait for the socket to open are released by the same event.
    this.dispatchEvent(new Event('close'));
    if (wasOpen || this.#lostAt !== undefined) this.#options.onState?.({ state: 'closed' });
  }

  /** Dials at once instead of waiting for the next try: the machine woke up, the window was focused. */
  retryNow(): void {
    if (this.readyState !== connecting || this.#timer === undefined) return;
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
    if (this.readyState === closed) {
      socket.close();
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
  }

  #opened(socket: DialledSocket): void {
    if (this.readyState === closed) return;
    this.#socket = socket;
    this.#attempt = 0;
    this.#lostAt = undefined;
    this.readyState = open;
    this.#options.onState?.({ state: 'connected' });
    this.dispatchEvent(new Event('open'));
  }

  #lost(socket: DialledSocket): void {
    socket.close();
    if (this.readyState === closed) return;
    if (this.#socket === socket) {
      this.#socket = undefined;
      this.readyState = connecting;
      this.dispatchEvent(new Event('close'));
    }
    this.#wait();
  }

  #wait(): void {
    if (this.readyState === closed) return;
    this.#lostAt ??= Date.now();
    this.#options.onState?.({ state: 'reconnecting', since: this.#lostAt });
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#dial();
    }, (this.#options.delay ?? usualDelay)(this.#attempt));
    this.#attempt += 1;
  }
}
