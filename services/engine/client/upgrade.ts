import { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineRequest } from '../types.ts';
import { bodyOf } from './body.ts';
import { cancelledError, cutError, statusError, timeoutError, transportError } from './errors.ts';
import { defaultDeadline, errorWords, limitsOf, type ExchangeOptions } from './exchange.ts';

/**
 * One request whose answer is the connection itself, raw and both ways. The deadline counts until then; the signal destroys the connection
 * whenever it aborts. Rejects as an exchange does, and with UNSUPPORTED where something between us and the engine does not pass connections on.
 */
export async function upgrade(request: EngineRequest, options: ExchangeOptions): Promise<Duplex> {
  const limits = limitsOf(request, options.disposal);
  try {
    if (limits.reached() !== undefined) throw cancelledError(options.context.call);
    const answer = await options.dial.upgrade(request, { path: options.path, signal: limits.signal });
    options.onAnswer();
    if (answer instanceof IncomingMessage) throw await refusal(answer, options);
    limits.stopDeadline();
    const cut = (): void => void answer.destroy();
    limits.signal.addEventListener('abort', cut, { once: true });
    answer.once('close', limits.end);
    // A late reset is no news to a reader that has ended, and would end the process unheard.
    answer.on('error', limits.end);
    return answer;
  } catch (error) {
    limits.end();
    if (limits.reached() === 'deadline') throw timeoutError(request.deadline ?? defaultDeadline, options.context);
    if (limits.reached() === 'cancelled') throw cancelledError(options.context.call, error);
    throw transportError(error, options.context);
  }
}

async function refusal(answer: IncomingMessage, { context }: ExchangeOptions): Promise<StackyardError> {
  const body = bodyOf(answer, (cause) => cutError(context, cause));
  const status = answer.statusCode ?? 500;
  if (status >= 400) return statusError(status, await errorWords(body), context);
  body.close();
  return new StackyardError('UNSUPPORTED', `The Docker engine at ${context.address} does not give its connection away for ${context.call}.`, { hint: 'A proxy before the engine may not pass on upgraded connections; reach the engine without it.' });
}
