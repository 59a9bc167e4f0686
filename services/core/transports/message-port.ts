import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage, type SupportedMessagePort } from '@orpc/client/message-port';
import { converse, type TransportOptions } from './conversation.ts';

/** A port of worker_threads, of the browser or of Electron's main process. */
export type ServedPort = SupportedMessagePort & { readonly start?: () => void; readonly close?: () => void };

/**
 * Serves one end of a channel until it closes. Ports tell nothing of how much waits in them, so there is no back-pressure: what streams
 * over a port is batched by its handler.
 */
export function serveMessagePort(port: ServedPort, options: TransportOptions): void {
  const conversation = converse({ send: (message) => postMessagePortMessage(port, message), cut: () => port.close?.() }, options);
  onMessagePortMessage(port, (message: unknown) => {
    if (typeof message === 'string' || message instanceof Uint8Array || message instanceof ArrayBuffer) conversation.receive(message);
    else port.close?.(); // only the codec's own messages are spoken here
  });
  onMessagePortClose(port, () => conversation.end());
  port.start?.();
}
