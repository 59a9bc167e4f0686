import { setTimeout } from 'node:timers/promises';
import { exchangeHttp, type HttpAnswer } from '../http-exchange.ts';
import { isRecord } from '../same-json.ts';
import type { Reach } from '../kind.ts';

export interface Management {
  /** The object; undefined where there is none. */
  get(path: string): Promise<unknown>;
  put(path: string, body: unknown): Promise<void>;
  post(path: string, body: unknown): Promise<void>;
}

const START_LIMIT = 10_000;
const CALL_LIMIT = 10_000;

/** The management plugin's HTTP API with the generated user. Its listener may open a little after the AMQP one. */
export function openManagement(reach: Reach): Management {
  const authorization = `Basic ${Buffer.from(`app:${reach.secret('password')}`).toString('base64')}`;
  const address = reach.address('management');
  const call = async (method: string, path: string, body?: unknown): Promise<HttpAnswer> => {
    const end = Date.now() + START_LIMIT;
    for (;;) {
      try {
        return await exchangeHttp({ ...address, path: `/api${path}`, method, body, headers: { authorization }, signal: reach.signal, deadline: CALL_LIMIT });
      } catch (error) {
        const isNotYet = error instanceof Error && /nothing listens yet|closed before an answer/.test(error.message);
        if (!isNotYet || Date.now() > end || reach.signal.aborted) throw error;
        await setTimeout(100, undefined, { signal: reach.signal });
      }
    }
  };
  const change = async (method: string, path: string, body: unknown): Promise<void> => {
    const answer = await call(method, path, body);
    if (answer.status >= 300) throw new Error(`RabbitMQ refused ${method} ${decodeURIComponent(path)}: ${reasonOf(answer)}`);
  };
  return {
    async get(path) {
      const answer = await call('GET', path);
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw new Error(`RabbitMQ refused GET ${decodeURIComponent(path)}: ${reasonOf(answer)}`);
      return JSON.parse(answer.text) as unknown;
    },
    put: async (path, body) => change('PUT', path, body),
    post: async (path, body) => change('POST', path, body),
  };
}

function reasonOf({ status, text }: HttpAnswer): string {
  try {
    const document: unknown = JSON.parse(text);
    if (isRecord(document) && typeof document['reason'] === 'string') return document['reason'];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return `status ${status}`;
}
