import { request } from 'node:http';
import type { Address } from './conversation.ts';

export interface HttpQuestion extends Address {
  readonly path: string;
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds until the whole answer is there; 2,000 when left out. */
  readonly deadline?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

const ANSWER_LIMIT = 8 << 20;

/** One request on its own connection: a kept one would outlive a restarted container. Throws where no whole answer came. */
export async function exchangeHttp({ host, port, path, method = 'GET', body, headers = {}, signal, deadline = 2_000 }: HttpQuestion): Promise<HttpAnswer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const limit = AbortSignal.timeout(deadline);
  const sent = { ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }), ...headers };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, path, method, headers: sent, agent: false, signal: AbortSignal.any([signal, limit]) }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > ANSWER_LIMIT) incoming.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      incoming.on('error', reject);
      incoming.on('end', () => (incoming.complete ? resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }) : reject(new Error('the answer was cut off'))));
    });
    outgoing.on('error', (error) => reject(explain(error, { limit, deadline })));
    outgoing.end(payload);
  });
}

function explain(error: Error, { limit, deadline }: { readonly limit: AbortSignal; readonly deadline: number }): Error {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return new Error('nothing listens yet', { cause: error });
  if (code === 'ECONNRESET') return new Error('the connection was closed before an answer came', { cause: error });
  if (limit.aborted) return new Error(`no answer within ${deadline / 1000} s`, { cause: error });
  return error;
}
