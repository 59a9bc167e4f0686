import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/**
 * A registry on 127.0.0.1 (engines allow plain HTTP there) that fails on request. The first word of a repository picks the fault:
 * `ADDRESS/stall/anything:1`. Every registry's content is its own, so nothing is "already there" from an earlier run.
 */
export const faults = [
  'good',
  /** Manifest: 429 or 500, for ever or for the first 150 ms only (one pull of the engine asks several times). */
  'n429',
  'n429first',
  'n500',
  'n500first',
  'n401',
  'n404',
  /** Manifest: accepted, never answered. */
  'stallman',
  /** Four layers that stop half way for ever; one layer that does so the first time only. */
  'stall',
  'stallonce',
  /** Four layers that take about three seconds each: long enough to be watched. */
  'slow',
  /** The one layer's connection is cut on every try. */
  'cutblob',
  /** The layer's bytes do not match their digest. */
  'badsum',
  /** A single manifest for arm64. */
  'arm1',
  /** A manifest list with arm64 only. */
  'armlist',
] as const;
export type Fault = (typeof faults)[number];

export interface FakeRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Requests so far, of one repository, or all. */
  requests(repository?: string): number;
  manifestRequests(repository: string): number;
  /** When the manifest requests of a repository came, in milliseconds. */
  manifestTimes(repository: string): readonly number[];
  /** Layers of a repository that were begun. An engine that gives a hanging one up keeps the connection. */
  layersBegun(repository: string): number;
  /** `ADDRESS/fault/name:1` with a name of its own. */
  image(fault: Fault): string;
  /** From now on other content is served for a repository, as after a push. */
  push(repository: string): void;
  /** Digest of the manifest that is served for a repository. */
  digestOf(repository: string): Promise<string>;
}

interface FakeImage {
  readonly layers: readonly Buffer[];
  readonly config: Buffer;
  readonly manifest: Buffer;
}

const docker = 'application/vnd.docker.';
const manifestType = `${docker}distribution.manifest.v2+json`;
const listType = `${docker}distribution.manifest.list.v2+json`;
const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
/** What a registry with `login` asks for. */
export const login = { user: 'fake-user', password: 'fake-word-1' } as const;
const basic = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
const oneLayer: readonly Fault[] = ['stallonce', 'cutblob'];
const firstMilliseconds = 150;
const slowPieces = 20;
const slowMilliseconds = 150;

export async function startFakeRegistry(options: { readonly login?: boolean } = {}): Promise<FakeRegistry> {
  const nonce = randomBytes(6).toString('hex');
  const images = new Map<string, Promise<FakeImage>>();
  const manifestTimes = new Map<string, number[]>();
  const requests = new Map<string, number>();
  const begun = new Map<string, number>();
  const stalled = new Set<string>();
  let count = 0;

  const imageOf = (repository: string): Promise<FakeImage> => {
    const known = images.get(repository) ?? makeImage(`${nonce} ${repository}`, faultOf(repository));
    images.set(repository, known);
    return known;
  };

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    if (options.login === true && request.headers.authorization !== basic) {
      return void response.writeHead(401, { 'Content-Type': 'application/json', 'WWW-Authenticate': 'Basic realm="x"' }).end('{"errors":[{"code":"UNAUTHORIZED","message":"unauthorized"}]}');
    }
    if (request.url === '/v2/') return void response.writeHead(200).end('{}');
    const [, repository, kind, reference] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/u.exec(request.url ?? '') ?? [];
    if (repository === undefined || reference === undefined) return void response.writeHead(404).end();
    requests.set(repository, (requests.get(repository) ?? 0) + 1);
    const exchange = { request, response, repository, reference, image: await imageOf(repository) };
    if (kind === 'manifests') {
      const times = manifestTimes.get(repository) ?? [];
      manifestTimes.set(repository, [...times, performance.now()]);
      sendManifest(exchange, performance.now() - (times[0] ?? performance.now()));
    } else {
      if (reference !== digestOf(exchange.image.config)) begun.set(repository, (begun.get(repository) ?? 0) + 1);
      sendBlob(exchange, stalled);
    }
  };
  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    requests: (repository) => (repository === undefined ? [...requests.values()].reduce((sum, each) => sum + each, 0) : (requests.get(repository) ?? 0)),
    manifestRequests: (repository) => manifestTimes.get(repository)?.length ?? 0,
    manifestTimes: (repository) => manifestTimes.get(repository) ?? [],
    layersBegun: (repository) => begun.get(repository) ?? 0,
    image: (fault) => `${address}/${fault}/i${nonce}-${(count += 1)}:1`,
    push: (repository) => void images.set(repository, makeImage(`${nonce} ${repository} ${(count += 1)}`, faultOf(repository))),
    digestOf: async (repository) => digestOf((await imageOf(repository)).manifest),
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** `127.0.0.1:1/stall/x:1` → `stall/x` */
export function repositoryIn(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1).replace(/:[^:/]*$/u, '');
}

function faultOf(repository: string): Fault {
  const word = repository.replace(/^library\//u, '').split('/')[0];
  return faults.find((fault) => fault === word) ?? 'n404';
}

async function makeImage(seed: string, fault: Fault): Promise<FakeImage> {
  const tars = await Promise.all(Array.from({ length: oneLayer.includes(fault) ? 1 : 4 }, (_, index) => tarWith(`file-${index}`, seed)));
  const layers = tars.map((tar) => gzipSync(tar, { level: 1 }));
  const config = json({
    architecture: fault.startsWith('arm') ? 'arm64' : architecture,
    os: 'linux',
    config: { Cmd: ['/file-0'], Labels: { seed } },
    rootfs: { type: 'layers', diff_ids: tars.map(digestOf) },
    history: [],
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: `${docker}container.image.v1+json`, size: config.length, digest: digestOf(config) },
    layers: layers.map((layer) => ({ mediaType: `${docker}image.rootfs.diff.tar.gzip`, size: layer.length, digest: digestOf(layer) })),
  });
  return { layers, config, manifest };
}

async function tarWith(name: string, seed: string): Promise<Buffer> {
  const tar = pack();
  // Random bytes do not compress: the layer is big enough to stop half way.
  tar.entry({ name, mode: 0o755 }, Buffer.concat([Buffer.from(`${seed} ${name}\n`), randomBytes(64 * 1024)]));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Exchange {
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
  readonly repository: string;
  readonly reference: string;
  readonly image: FakeImage;
}

function sendManifest(exchange: Exchange, age: number): void {
  const { request, repository, reference, image } = exchange;
  const fault = faultOf(repository);
  const send = (type: string, body: Buffer): void =>
    void exchange.response.writeHead(200, { 'Content-Type': type, 'Docker-Content-Digest': digestOf(body), 'Content-Length': body.length }).end(request.method === 'HEAD' ? undefined : body);
  if (fault === 'n429' || (fault === 'n429first' && age < firstMilliseconds)) return refuse(exchange, { status: 429, code: 'TOOMANYREQUESTS', headers: { 'Retry-After': '60' } });
  if (fault === 'n500' || (fault === 'n500first' && age < firstMilliseconds)) return refuse(exchange, { status: 500, code: 'UNKNOWN' });
  if (fault === 'n401') return refuse(exchange, { status: 401, code: 'UNAUTHORIZED', headers: { 'WWW-Authenticate': 'Basic realm="x"' } });
  if (fault === 'n404') return refuse(exchange, { status: 404, code: 'MANIFEST_UNKNOWN' });
  if (fault === 'stallman') return;
  if (fault !== 'armlist' || reference.startsWith('sha256:')) return send(manifestType, image.manifest);
  send(listType, json({ schemaVersion: 2, mediaType: listType, manifests: [{ mediaType: manifestType, size: image.manifest.length, digest: digestOf(image.manifest), platform: { architecture: 'arm64', os: 'linux' } }] }));
}

function sendBlob({ request, response, repository, reference, image }: Exchange, stalled: Set<string>): void {
  if (reference === digestOf(image.config)) return void response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': image.config.length }).end(image.config);
  const layer = image.layers.find((each) => digestOf(each) === reference);
  if (layer === undefined) return void response.writeHead(404).end();
  // The engine resumes by Range.
  const from = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? 0);
  const body = Buffer.from(layer.subarray(from));
  response.writeHead(from === 0 ? 200 : 206, { 'Content-Length': body.length, ...(from === 0 ? {} : { 'Content-Range': `bytes ${from}-${layer.length - 1}/${layer.length}` }) });
  const fault = faultOf(repository);
  const first = !stalled.has(reference);
  if (fault === 'stall' || (fault === 'stallonce' && first)) {
    stalled.add(reference);
    response.write(body.subarray(0, body.length >> 1));
    return;
  }
  if (fault === 'slow') return sendSlowly(response, body);
  if (fault === 'cutblob') return void response.write(body.subarray(0, 10), () => setTimeout(() => response.destroy(), 20));
  if (fault === 'badsum') body[body.length - 200] = (body[body.length - 200] ?? 0) ^ 255;
  response.end(body);
}

/** Piece by piece, until all of it is there or nobody wants it any more. */
function sendSlowly(response: http.ServerResponse, body: Buffer): void {
  const size = Math.ceil(body.length / slowPieces);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + size));
    sent += size;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, slowMilliseconds);
  response.once('close', () => clearInterval(timer));
}

function refuse({ response }: Exchange, { status, code, headers = {} }: { readonly status: number; readonly code: string; readonly headers?: Readonly<Record<string, string>> }): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
