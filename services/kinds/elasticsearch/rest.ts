import { exchangeHttp } from '../http-exchange.ts';
import type { Reach } from '../kind.ts';
import { isRecord } from '../same-json.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Rest = (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) => Promise<Answer>;

/** Creating an index waits for its shards, and the server's own limit for that is 30 s. */
const CALL_LIMIT = 35_000;

/** Plain `application/json`, which 7.17, 8 and 9 take alike; the client library's versioned media type suits one major each. */
export function openRest(reach: Reach): Rest {
  const address = reach.address('http');
  return async (method, path, body) => {
    const answer = await exchangeHttp({ ...address, method, path, body, headers: { accept: 'application/json' }, signal: reach.signal, deadline: CALL_LIMIT });
    const parsed: unknown = answer.text === '' ? {} : JSON.parse(answer.text);
    return { status: answer.status, body: isRecord(parsed) ? parsed : {} };
  };
}

export function reasonOf({ status, body }: Answer): string {
  const { error } = body;
  if (typeof error === 'string') return error;
  const reason = isRecord(error) ? error['reason'] : undefined;
  return typeof reason === 'string' ? reason : `status ${status}`;
}
