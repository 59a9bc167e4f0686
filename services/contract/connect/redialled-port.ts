import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage, type SupportedMessagePort } from '@orpc/client/message-port';
import { StackyardError } from '../errors.ts';
import type { ConnectionState } from './redialled-socket.ts';

export type GivenPort = SupportedMessagePort & { readonly start?: () => void; readonly close?: () => void };

export interface RedialledPortOptions {
  readonly onState?: (state: ConnectionState) => void;
}

/**
 * One port for ever, for a link that binds to a port: behind it stands the one given last. While there is none, messages wait for the next.
 * What was under way over a port that was lost or replaced is rejected by the `close` event.
 */
export class RedialledPort extends EventTarget {
  readonly #onState: (state: ConnectionState) => void;
  readonly #closing = new AbortController();
  #port: GivenPort | undefined;
  #waiting: unknown[] = [];

  constructor({ onState }: RedialledPortOptions = {}) {
    super();
    this.#onState = onState ?? (() => undefined);
    this.#onState({ state: 'connecting' });
  }

  /** Aborts with `close()`. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  postMessage(message: unknown): void {
    if (this.#port === undefined) this.#waiting.push(message);
    else postMessagePortMessage(this.#port, message);
  }

  /** Uses this port from now on; the one before is closed. */
  use(port: GivenPort): void {
    if (this.closed.aborted) {
      port.close?.();
      return;
    }
    this.#lose(this.#port);
    this.#port = port;
    onMessagePortMessage(port, (data: unknown) => {
      if (this.#port === port) this.dispatchEvent(new MessageEvent('message', { data }));
    });
    onMessagePortClose(port, () => {
      if (this.#port !== port) return;
      this.#lose(port);
      this.#onState({ state: 'reconnecting', since: Date.now() });
    });
    port.start?.();
    this.#onState({ state: 'connected' });
    for (const message of this.#waiting.splice(0)) postMessagePortMessage(port, message);
  }

  /** For good. */
  close(): void {
    if (this.closed.aborted) return;
    this.#closing.abort(new StackyardError('CANCELLED', 'The connection to the core was closed.'));
    this.#waiting = [];
    this.#lose(this.#port);
    this.#onState({ state: 'closed' });
  }

  #lose(port: GivenPort | undefined): void {
    if (port === undefined) return;
    this.#port = undefined;
    port.close?.();
    this.dispatchEvent(new Event('close'));
  }
}
