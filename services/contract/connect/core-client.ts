import { createORPCClient, ORPCError } from '@orpc/client';
import type { ClientLink } from '@orpc/client';
import type { ClientRetryPluginContext } from '@orpc/client/plugins';
import type { CoreClient } from '../client.ts';

/** A client over a link that RPCLink made. */
export function createCoreClient(link: ClientLink<ClientRetryPluginContext>): CoreClient {
  return createORPCClient(link);
}

const firstDelay = 100;
const longestDelay = 5_000;

/**
 * For queries and streams: asked again when the connection was lost, a stream from its last id on. What the core answered, a failure
 * too, is final.
 */
export const resumed: { readonly context: ClientRetryPluginContext } = {
  context: {
    retry: Number.POSITIVE_INFINITY,
    shouldRetry: ({ error }) => !(error instanceof ORPCError),
    retryDelay: ({ attemptIndex }) => Math.min(longestDelay, firstDelay * 2 ** Math.min(attemptIndex, 10)),
  },
};
