import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { Duplex, Readable } from 'node:stream';
import { inspect } from 'node:util';
import type Docker from 'dockerode';
import type { EngineRequest } from '../types.ts';
import type { Endpoint } from './endpoint.ts';
import { EndpointAgent } from './transport.ts';

interface DialOptions {
  readonly path: string;
  readonly signal: AbortSignal;
}

/** Both reject with what Node's http rejects with. */
export interface Dial {
  /** Sends a request and resolves with the answer's head, whatever its status. */
  send(request: EngineRequest, options: DialOptions): Promise<IncomingMessage>;
  /** Asks for the connection itself: resolves with it where the engine gives it away (101), else with the answer's head. The signal ends only the asking. */
  upgrade(request: EngineRequest, options: DialOptions): Promise<Duplex | IncomingMessage>;
}

/** Of dockerode only what speaks HTTP: loading the rest (gRPC, protobuf, tar) takes longer than a whole `status` should. */
const Modem = createRequire(import.meta.resolve('dockerode'))('docker-modem') as new (options: { readonly socketPath: string; readonly protocol: 'http'; readonly agent: EndpointAgent }) => Docker['modem'];

/** docker-modem turns other statuses into errors of its own and reads their bodies without noticing a cut. */
const everyStatus = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [index + 100, true]));

export function createDial(endpoint: Endpoint): Dial {
  const modem = createModem(new EndpointAgent(endpoint));
  const dial = async <Answer>(request: EngineRequest, { path, signal, hijack }: DialOptions & { readonly hijack: boolean }): Promise<Answer> => {
    const query = Object.entries(request.query ?? {}).filter((entry) => entry[1] !== undefined);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    modem.dial(
      {
        method: request.method,
        path: query.length === 0 ? path : `${path}?`,
        headers: hidden(headersOf(request)),
        // Without `_body` the modem would send the query once more, as the body.
        options: { _query: Object.fromEntries(query), _body: {} },
        ...payloadOf(request),
        // The modem's other path waits for an `end` that a cut body never sends.
        isStream: true,
        hijack,
        statusCodes: everyStatus,
        abortSignal: signal,
      },
      (error, response) => {
        if (error !== null) reject(error);
        else resolve(response as Answer);
      },
    );
    return promise;
  };
  return {
    send: (request, options) => dial(request, { ...options, hijack: false }),
    upgrade: (request, options) => dial(request, { ...options, hijack: true }),
  };
}

/** docker-modem reads DOCKER_HOST and DOCKER_CERT_PATH by itself when constructed, and throws on what it does not understand. */
function createModem(agent: EndpointAgent): Docker['modem'] {
  const host = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    return new Modem({ socketPath: '/', protocol: 'http', agent });
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host;
  }
}

function headersOf(request: EngineRequest): Record<string, string> {
  const type = request.stream === undefined ? 'application/json' : 'application/x-tar';
  return { ...(request.stream === undefined && request.body === undefined ? {} : { 'Content-Type': type }), ...request.headers };
}

function payloadOf(request: EngineRequest): { file?: Readable | Buffer } {
  if (request.stream !== undefined) return { file: request.stream };
  return request.body === undefined ? {} : { file: Buffer.from(JSON.stringify(request.body)) };
}

/** DEBUG=modem prints headers by `inspect`: X-Registry-Auth is a password. */
function hidden(headers: Record<string, string>): Record<string, string> {
  return Object.defineProperty(headers, inspect.custom, { value: () => '[headers]', enumerable: false });
}
