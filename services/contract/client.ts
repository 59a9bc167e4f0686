import type { ClientRetryPluginContext } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from './contract.ts';

/** A core as shells see it, whatever carries the calls. Pass `context: resumed` to queries and streams, never to what changes something. */
export type CoreClient = ContractRouterClient<typeof contract, ClientRetryPluginContext>;
