import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { ClientRetryPlugin, type ClientRetryPluginContext } from '@orpc/client/plugins';
import type { CoreClient } from '../client.ts';
import { createCoreClient } from './core-client.ts';

/** A client over one end of a MessageChannel; the port must be started. */
export function connectMessagePort(port: SupportedMessagePort): CoreClient {
  return createCoreClient(new RPCLink<ClientRetryPluginContext>({ port, plugins: [new ClientRetryPlugin()] }));
}
