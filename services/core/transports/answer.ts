import type { AnyContractRouter } from '@orpc/contract';
import { ORPCError } from '@orpc/client';
import type { Context, Router } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import type { ServerPeerHandleRequestFn } from '@orpc/standard-server-peer';

/** Answers one request, whatever carried it. */
export type Answer = ServerPeerHandleRequestFn;

/** One for the life of a core, shared by all connections. Wire transports mask what the router did not foresee; its words are the router's to log. */
export function createAnswer<Host extends Context>(router: Router<AnyContractRouter, Host>, host: Host): Answer {
  const handler = new StandardRPCHandler(router);
  return async (request) => {
    const { response } = await handler.handle({ ...request, body: () => Promise.resolve(request.body) }, { context: host });
    return response ?? { status: 404, headers: {}, body: { json: new ORPCError('NOT_FOUND', { message: `This core has no procedure ${request.url.pathname}.` }).toJSON() } };
  };
}
