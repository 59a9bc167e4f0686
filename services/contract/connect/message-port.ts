import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import type { ClientRetryPluginContext } from '@orpc/client/plugins';
import type { CoreClient } from '../client.ts';
import { createCoreClient } from './core-client.ts';
import { linkOptions } from './link-options.ts';
import { RedialledPort, type RedialledPortOptions } from './redialled-port.ts';

/** A client over one end of a MessageChannel; the port must be started. */
export function connectMessagePort(port: SupportedMessagePort): CoreClient {
  return createCoreClient(new RPCLink<ClientRetryPluginContext>({ port, ...linkOptions() }));
}

export interface PortConnection {
  readonly client: CoreClient;
  readonly port: RedialledPort;
}

/** A client over ports that are given one after the other: each core that starts, and each reload of a page, brings a new one. */
export function connectRedialledPort(options: RedialledPortOptions = {}): PortConnection {
  const port = new RedialledPort(options);
  return { client: createCoreClient(new RPCLink<ClientRetryPluginContext>({ port, ...linkOptions(port.closed) })), port };
}
