import type { Duplex } from 'node:stream';
import type { EngineInfo, EngineRequest } from '../types.ts';
import type { Dial } from './dial.ts';
import { EngineStatusError, cutError } from './errors.ts';
import type { CallContext } from './errors.ts';
import { exchange, readWhole } from './exchange.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';
import { upgrade } from './upgrade.ts';
import { negotiateVersion } from './version.ts';
import type { EngineVersion } from './version.ts';

/** Calls on one engine, in the version agreed with it. */
export interface Connection {
  readonly info: EngineInfo;
  /** Rejects with a StackyardError; the caller reads or closes the body. */
  send(request: EngineRequest): Promise<Exchange>;
  call<Answer>(request: EngineRequest): Promise<Answer>;
  /** The connection itself, raw and both ways; the caller destroys it. */
  upgrade(request: EngineRequest): Promise<Duplex>;
  contextOf(request: Pick<EngineRequest, 'method' | 'path'>): CallContext;
  /** Aborts everything still under way. */
  close(): void;
}

const unversioned = new Set(['/version', '/_ping']);

export async function openConnection(options: {
  readonly dial: Dial;
  readonly address: string;
  readonly source: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the first answer. */
  readonly deadline: number;
}): Promise<Connection> {
  const disposal = new AbortController();
  let lastAnswer: number | undefined;
  let version: EngineVersion | undefined;

  const contextOf: Connection['contextOf'] = ({ method, path }) => ({ address: options.address, call: `${method} ${path}`, lastAnswer });
  const onAnswer = (): void => {
    lastAnswer = Date.now();
  };
  const optionsOf = (request: EngineRequest): ExchangeOptions => {
    const path = version === undefined || unversioned.has(request.path) ? request.path : `/v${version.apiVersion}${request.path}`;
    return { dial: options.dial, path, context: contextOf(request), onAnswer, disposal: disposal.signal };
  };
  const sendOnce = (request: EngineRequest): Promise<Exchange> => exchange(request, optionsOf(request));
  const send = async (request: EngineRequest): Promise<Exchange> => {
    try {
      return await sendOnce(request);
    } catch (error) {
      // The engine was exchanged for another version while we were connected.
      if (!isVersionRefusal(error) || request.stream !== undefined) throw error;
      version = await negotiate(request.signal);
      return sendOnce(request);
    }
  };
  const call = async <Answer>(request: EngineRequest): Promise<Answer> => {
    const answer = await send(request);
    try {
      return parseAnswer(await readWhole(answer.body), answer.contentType, contextOf(request)) as Answer;
    } finally {
      answer.end();
    }
  };
  const negotiate = async (signal: AbortSignal | undefined): Promise<EngineVersion> =>
    negotiateVersion(await call({ method: 'GET', path: '/version', deadline: options.deadline, ...(signal === undefined ? {} : { signal }) }), options.address);

  version = await negotiate(options.signal);
  let agreed = version;
  return {
    get info() {
      agreed = version ?? agreed;
      return { source: options.source, address: options.address, ...agreed };
    },
    send,
    call,
    upgrade: (request) => upgrade(request, optionsOf(request)),
    contextOf,
    close: () => disposal.abort(),
  };
}

function isVersionRefusal(error: unknown): boolean {
  return error instanceof EngineStatusError && error.status === 400 && /client version .* is too (?:new|old)/iu.test(error.message);
}

function parseAnswer(bytes: Buffer, contentType: string, context: CallContext): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  if (!contentType.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    // An answer without a length ends where the connection ends, so a cut one looks whole.
    throw cutError(context, error);
  }
}
