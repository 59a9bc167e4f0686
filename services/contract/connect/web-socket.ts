import { RPCLink } from '@orpc/client/websocket';
import type { ClientRetryPluginContext } from '@orpc/client/plugins';
import type { CoreClient } from '../client.ts';
import { createCoreClient } from './core-client.ts';
import { linkOptions } from './link-options.ts';
import { RedialledSocket, type RedialOptions } from './redialled-socket.ts';

export interface CoreConnection {
  readonly client: CoreClient;
  readonly socket: RedialledSocket;
}

/** A client over WebSockets that are dialled anew for ever, until `socket.close()`. */
export function connectWebSocket(options: RedialOptions): CoreConnection {
  const socket = new RedialledSocket(options);
  const link = new RPCLink<ClientRetryPluginContext>({ websocket: socket, ...linkOptions(socket.closed) });
  return { client: createCoreClient(link), socket };
}
