import type { IncomingMessage } from 'node:http';
import type { StackyardError } from '../../contract/errors.ts';
import type { EngineRequest } from '../types.ts';
import { bodyOf } from './body.ts';
import type { Body } from './body.ts';
import type { Dial } from './dial.ts';
import { cancelledError, cutError, statusError, timeoutError, transportError } from './errors.ts';
import type { CallContext } from './errors.ts';

export const defaultDeadline = 5_000;
/** No JSON answer of an engine comes near this; it bounds what a broken one can make us hold. */
const largestAnswer = 64 * 1024 * 1024;

export interface Exchange {
  readonly body: Body;
  readonly contentType: string;
  /** The head is there; the deadline no longer counts. The signal does, until the body is closed. */
  readonly stopDeadline: () => void;
  /** Lets go of timer and signal. */
  readonly end: () => void;
}

export interface ExchangeOptions {
  readonly dial: Dial;
  readonly path: string;
  readonly context: CallContext;
  readonly onAnswer: () => void;
  /** Aborts every exchange of a client that is disposed. */
  readonly disposal: AbortSignal;
}

/** One request and its answer. Rejects with a StackyardError: error status, deadline, abort, or no connection. */
export async function exchange(request: EngineRequest, options: ExchangeOptions): Promise<Exchange> {
  const limits = limitsOf(request, options.disposal);
  const explain = (cause: unknown): StackyardError | undefined => {
    if (limits.reached() === 'deadline') return timeoutError(request.deadline ?? defaultDeadline, options.context);
    return limits.reached() === 'cancelled' ? cancelledError(options.context.call, cause) : undefined;
  };
  try {
    if (limits.reached() !== undefined) throw cancelledError(options.context.call);
    const response = await options.dial.send(request, { path: options.path, signal: limits.signal });
    options.onAnswer();
    const body = bodyOf(response, (cause) => explain(cause) ?? cutError(options.context, cause));
    response.once('close', limits.end);
    if ((response.statusCode ?? 500) >= 400) throw statusError(response.statusCode ?? 500, await errorWords(body), options.context);
    return { body, contentType: contentTypeOf(response), stopDeadline: limits.stopDeadline, end: limits.end };
  } catch (error) {
    limits.end();
    request.stream?.destroy();
    throw explain(error) ?? transportError(error, options.context);
  }
}

export interface Limits {
  readonly signal: AbortSignal;
  readonly reached: () => 'deadline' | 'cancelled' | undefined;
  readonly stopDeadline: () => void;
  readonly end: () => void;
}

/** An aborted socket reports ECONNRESET whoever aborted it, so who did is remembered here. */
export function limitsOf(request: EngineRequest, disposal: AbortSignal): Limits {
  const sources = request.signal === undefined ? [disposal] : [disposal, request.signal];
  const controller = new AbortController();
  let reached: ReturnType<Limits['reached']>;
  const stop = (why: 'deadline' | 'cancelled'): void => {
    reached ??= why;
    controller.abort();
  };
  const timer = setTimeout(() => stop('deadline'), request.deadline ?? defaultDeadline);
  const cancel = (): void => stop('cancelled');
  for (const source of sources) {
    if (source.aborted) cancel();
    else source.addEventListener('abort', cancel, { once: true });
  }
  return {
    signal: controller.signal,
    reached: () => reached,
    stopDeadline: () => clearTimeout(timer),
    end: () => {
      clearTimeout(timer);
      for (const source of sources) source.removeEventListener('abort', cancel);
    },
  };
}

export async function readWhole(body: Body, largest = largestAnswer): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of body.chunks()) {
    length += chunk.length;
    if (length > largest) throw new Error(`the answer is larger than ${largest} bytes`);
    parts.push(chunk);
  }
  return Buffer.concat(parts, length);
}

export async function errorWords(body: Body): Promise<string> {
  const text = (await readWhole(body, 1024 * 1024)).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    const message: unknown = typeof value === 'object' && value !== null && 'message' in value ? value.message : undefined;
    return typeof message === 'string' ? message : text.slice(0, 500);
  } catch (error) {
    if (error instanceof SyntaxError) return text.slice(0, 500);
    throw error;
  }
}

function contentTypeOf(response: IncomingMessage): string {
  return response.headers['content-type'] ?? '';
}
