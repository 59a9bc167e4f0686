import { MessageChannel } from 'node:worker_threads';
import type { CoreClient } from '../../contract/client.ts';
import { connectMessagePort } from '../../contract/connect/message-port.ts';
import type { TransportOptions } from './conversation.ts';
import { serveMessagePort } from './message-port.ts';

/** A shell in the process of its core: the same codec and the same masking of failures as over every other transport. */
export function connectLocally(options: TransportOptions): { readonly client: CoreClient } & Disposable {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(port2, options);
  port1.start();
  return { client: connectMessagePort(port1), [Symbol.dispose]: () => port1.close() };
}
