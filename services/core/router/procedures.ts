import { mapEventIterator, ORPCError } from '@orpc/client';
import { implement } from '@orpc/server';
import { contract } from '../../contract/contract.ts';
import { failureOfFields, toWireError } from '../../contract/connect/failures.ts';
import { StackyardError, toErrorDocument } from '../../contract/errors.ts';
import type { CoreHost } from './host.ts';

/**
 * What a shell is told of a failure: those of the closed list as they are, everything else as INTERNAL without its words, which may
 * hold anything and go to the log only.
 */
function told(error: unknown, host: CoreHost): unknown {
  // oRPC's own: input against the contract. Output against it is a defect of ours.
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error;
  if (error instanceof StackyardError && error.code !== 'INTERNAL') return toWireError(toErrorDocument(error).error);
  if (error instanceof Error && error.name === 'AbortError') return toWireError(toErrorDocument(error).error);
  host.log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return toWireError(toErrorDocument(failureOfFields({ code: 'INTERNAL', message: 'Something went wrong inside the core.', hint: `Its words are in core.log in ${host.session.stateDirectory}; please report it.` })).error);
}

const isIterator = (value: unknown): value is AsyncIterator<unknown> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;

const asItIs = <Value>(value: Value): Promise<Value> => Promise.resolve(value);

/** Implementer of every procedure: failures are told alike, whether they come at once or in the middle of a stream. */
export const procedures = implement(contract)
  .$context<CoreHost>()
  .use(async ({ next, context }) => {
    try {
      const result = await next();
      if (!isIterator(result.output)) return result;
      const guarded = mapEventIterator(result.output, { value: asItIs, error: (error) => asItIs(told(error, context)) });
      return { ...result, output: guarded as typeof result.output };
    } catch (error) {
      throw told(error, context);
    }
  });
