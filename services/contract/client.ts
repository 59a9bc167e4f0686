import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from './contract.ts';

/** Context of a call: queries and streams may be retried after a reconnection, what changes something may not. */
export interface CallContext {
  readonly retry?: number;
  readonly retryDelay?: number;
}

/** A core as shells see it, whatever carries the calls. */
export type CoreClient = ContractRouterClient<typeof contract, CallContext>;
