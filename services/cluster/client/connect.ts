import { setTimeout as sleep } from 'node:timers/promises';
import { createConfiguration, HttpMethod, PatchStrategy, ServerConfiguration, type RequestContext } from '@kubernetes/client-node';
import { fieldManager, nameOf, type Cluster, type ClusterObject, type Listing, type ObjectReference } from '../types.ts';
import { refusal, unreachable } from './failures.ts';
import { kubeConfigFor } from './kubeconfig.ts';

export interface ConnectOptions {
  readonly context: string;
  /** Another file than the user's usual one. */
  readonly kubeconfig?: string;
  /** Ends every call. */
  readonly signal: AbortSignal;
}

interface Call {
  /** For messages: `apply Deployment/api`. */
  readonly what: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
  /** Statuses that are an answer too, with no body. */
  readonly allowed?: readonly number[];
}

interface Answer {
  readonly code: number;
  readonly text: string;
  /** Seconds. */
  readonly retryAfter: number;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const deadline = 30_000;
/** As often as the libraries of Kubernetes ask. */
const mostAttempts = 10;
const pageSize = 500;
const logLines = 5;

/**
 * The cluster of a context. Objects travel as plain JSON: the typed serializers of the client library know its own version's fields only, and drop others.
 * @throws StackyardError as `kubeConfigFor`.
 */
export function connectCluster({ context, kubeconfig, signal }: ConnectOptions): Cluster {
  const config = kubeConfigFor(context, kubeconfig);
  const server = config.getCurrentCluster()?.server ?? '';
  const base = new ServerConfiguration(server, {});
  const { httpApi } = createConfiguration({ baseServer: base });

  let dispatcher: ReturnType<RequestContext['getDispatcher']>;

  const send = async ({ what, method, path, query = {}, body }: Call): Promise<Answer> => {
    signal.throwIfAborted();
    const request = base.makeRequestContext(path, method);
    request.setHeaderParam('Accept', 'application/json');
    for (const [key, value] of Object.entries(query)) request.setQueryParam(key, value);
    if (body !== undefined) {
      request.setHeaderParam('Content-Type', body.type);
      request.setBody(body.text);
    }
    request.setSignal(AbortSignal.any([signal, AbortSignal.timeout(deadline)]));
    try {
      await config.applySecurityAuthentication(request);
      // It makes one for each request; kept, connections are used again.
      dispatcher ??= request.getDispatcher();
      if (dispatcher !== undefined) request.setDispatcher(dispatcher);
      const response = await httpApi.send(request).toPromise();
      return { code: response.httpStatusCode, text: await response.body.text(), retryAfter: /^\d+$/.test(response.headers['retry-after'] ?? '') ? Number(response.headers['retry-after']) : 1 };
    } catch (error) {
      signal.throwIfAborted();
      throw unreachable(error, { what, context, server });
    }
  };

  /** The body of the answer; undefined for a status that was allowed for. A server that asks for patience (429), as one does that has just learned a kind, gets it. */
  const call = async (asked: Call): Promise<string | undefined> => {
    for (let attempt = 1; ; attempt += 1) {
      const { code, text, retryAfter } = await send(asked);
      if (code !== 429 || attempt === mostAttempts) {
        if (asked.allowed?.includes(code) === true) return undefined;
        if (code < 200 || code > 299) throw refusal({ what: asked.what, context, code, body: text });
        return text;
      }
      // Its end is told by the next call, in the words of whoever ended it.
      await sleep(Math.min(retryAfter, 5) * 1_000, undefined, { signal }).catch(() => undefined);
    }
  };

  const groups = new Map<string, Promise<readonly Resource[]>>();
  const prefixOf = (apiVersion: string): string => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);
  const resourcesOf = (apiVersion: string): Promise<readonly Resource[]> => {
    const known = groups.get(apiVersion);
    if (known !== undefined) return known;
    const asked = call({ what: `list the kinds of ${apiVersion}`, method: HttpMethod.GET, path: prefixOf(apiVersion), allowed: [404] }).then((text) => (text === undefined ? [] : (JSON.parse(text) as { readonly resources: readonly Resource[] }).resources.filter(({ name }) => !name.includes('/'))));
    groups.set(apiVersion, asked);
    return asked;
  };

  /** Of the collection; undefined where the cluster does not know the kind. */
  const pathOf = async ({ apiVersion, kind, namespace }: Pick<ObjectReference, 'apiVersion' | 'kind' | 'namespace'>): Promise<string | undefined> => {
    const resource = (await resourcesOf(apiVersion)).find((each) => each.kind === kind);
    if (resource === undefined) return undefined;
    return `${prefixOf(apiVersion)}${resource.namespaced ? `/namespaces/${encodeURIComponent(namespace ?? 'default')}` : ''}/${resource.name}`;
  };
  const referenceOf = ({ apiVersion, kind, metadata: { name, namespace } }: ClusterObject): ObjectReference => ({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
  const objectPath = async (reference: ObjectReference): Promise<string | undefined> => {
    const path = await pathOf(reference);
    return path === undefined ? undefined : `${path}/${encodeURIComponent(reference.name)}`;
  };

  return {
    context,
    server,
    knows: async (kind) => (await pathOf(kind)) !== undefined,
    async read(reference) {
      const path = await objectPath(reference);
      const text = path === undefined ? undefined : await call({ what: `read ${reference.kind}/${reference.name}`, method: HttpMethod.GET, path, allowed: [404] });
      return text === undefined ? undefined : (JSON.parse(text) as ClusterObject);
    },
    async list(listing: Listing) {
      const path = await pathOf(listing);
      if (path === undefined) return [];
      const all: ClusterObject[] = [];
      for (let page: string | undefined = ''; page !== undefined; ) {
        const query = { limit: String(pageSize), ...(page === '' ? {} : { continue: page }), ...(listing.labelSelector === undefined ? {} : { labelSelector: listing.labelSelector }) };
        const text = await call({ what: `list ${listing.kind}`, method: HttpMethod.GET, path, query });
        const { items, metadata } = JSON.parse(text ?? '{}') as { readonly items: readonly ClusterObject[]; readonly metadata: { readonly continue?: string } };
        // Items of a list have no kind of their own.
        all.push(...items.map((item) => ({ ...item, apiVersion: listing.apiVersion, kind: listing.kind })));
        page = metadata.continue === undefined || metadata.continue === '' ? undefined : metadata.continue;
      }
      return all;
    },
    async apply(object, { dryRun, force }) {
      const what = `${dryRun ? 'accept' : 'take'} ${nameOf(object)}`;
      const path = await objectPath(referenceOf(object));
      if (path === undefined) throw refusal({ what, context, code: 404, body: JSON.stringify({ message: `it has no ${object.kind} of ${object.apiVersion}` }) });
      const query = { fieldManager, force: String(force), fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) };
      const text = await call({ what, method: HttpMethod.PATCH, path, query, body: { type: PatchStrategy.ServerSideApply, text: JSON.stringify(object) } });
      return JSON.parse(text ?? '') as ClusterObject;
    },
    async remove(object) {
      const path = await objectPath(referenceOf(object));
      if (path === undefined) return;
      const options = { propagationPolicy: 'Background', preconditions: { uid: object.metadata['uid'] } };
      await call({ what: `remove ${nameOf(object)}`, method: HttpMethod.DELETE, path, body: { type: 'application/json', text: JSON.stringify(options) }, allowed: [404] });
    },
    async logs({ namespace, pod, container, previous }) {
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
      const text = await call({ what: `read the log of ${pod}`, method: HttpMethod.GET, path, query: { container, tailLines: String(logLines), previous: String(previous) }, allowed: [400, 404] });
      return (text ?? '').split('\n').filter((line) => line.trim() !== '');
    },
  };
}
