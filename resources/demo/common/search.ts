export interface SearchHit {
  readonly _index: string;
  readonly _id: string;
  readonly _score: number | null;
  readonly _source: Readonly<Record<string, unknown>>;
}

/** The four calls that the shop needs, over plain HTTP: the same on every version of the server. */
export interface SearchClient {
  ping(): Promise<void>;
  put(index: string, id: string, document: object): Promise<void>;
  /** Undefined where there is no such document. */
  get(index: string, id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  search(names: readonly string[], body: object): Promise<{ readonly total: number; readonly hits: readonly SearchHit[] }>;
}

const deadlineMilliseconds = 5000;

/** `url` may hold user and password. Each call ends within 5 s and throws an Error that holds the server's answer. */
export function createSearchClient(url: URL): SearchClient {
  const base = `${url.protocol}//${url.host}`;

  const call = async (method: string, path: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> => {
    const response = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json', ...authorizationOf(url) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMilliseconds),
    });
    const text = await response.text();
    if (!response.ok && response.status !== 404) throw new Error(`elasticsearch ${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return { status: response.status, body: JSON.parse(text === '' ? 'null' : text) };
  };

  return {
    async ping() {
      await call('GET', '/_cluster/health?filter_path=status');
    },
    async put(index, id, document) {
      const { status } = await call('PUT', `/${index}/_doc/${encodeURIComponent(id)}`, document);
      if (status === 404) throw new Error(`elasticsearch has no index ${index}`);
    },
    async get(index, id) {
      const { status, body } = await call('GET', `/${index}/_doc/${encodeURIComponent(id)}`);
      return status === 404 ? undefined : (body as { _source: Record<string, unknown> })._source;
    },
    async search(names, body) {
      const answer = await call('POST', `/${names.join(',')}/_search?ignore_unavailable=true`, body);
      const { hits } = answer.body as { hits: { total: { value: number }; hits: SearchHit[] } };
      return { total: hits.total.value, hits: hits.hits };
    },
  };
}

/** The header for a URL's user and password: fetch refuses a URL that holds them. */
export function authorizationOf(url: URL): Readonly<Record<string, string>> {
  if (url.username === '') return {};
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}
