import type { IncomingMessage, ServerResponse } from 'node:http';
import { longestBodyBytes, type Verdict } from './gate.ts';
import { securityHeaders } from './headers.ts';
import type { Page, Pages } from './static-files.ts';
import type { Tokens } from './tokens.ts';

export interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly verdict: Verdict;
  readonly port: number;
  readonly pages: Pages;
  readonly tokens: Tokens;
}

/** Answers what passed the gate, and refuses what did not. */
export async function answer({ request, response, verdict, port, pages, tokens }: Answering): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders(port))) response.setHeader(name, value);
  if (!('route' in verdict)) {
    refuse(response, verdict.status, verdict.reason);
    return;
  }
  switch (verdict.route.path) {
    case '/health':
    case '/token':
      sendJson(response, { ok: true });
      return;
    case '/links':
      sendJson(response, { start: tokens.link() });
      return;
    case '/session': {
      const { start, nonce } = askedBy(await bodyOf(request));
      const token = start === undefined ? undefined : tokens.redeem(start, nonce);
      if (token === undefined) refuse(response, 401, 'this link was used or is too old');
      else sendJson(response, { token });
      return;
    }
    case '/rpc':
      refuse(response, 404, 'only for WebSockets'); // the gate lets upgrades through, which do not come here
      return;
    case '*':
      await sendPage(request, response, pages.find(pathOf(request.url ?? '/')));
  }
}

/** The rest of what the client sends is not read: its connection ends. */
function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' });
  response.end(JSON.stringify({ error: reason }), () => response.socket?.destroySoon());
}

function sendJson(response: ServerResponse, document: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(document));
}

/** undefined for one that is too long or cut. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined; // the client left
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface AskedForToken {
  readonly start?: string;
  readonly nonce?: string;
}

/** A nonce that could be guessed is none: the word is good once. */
function askedBy(body: string | undefined): AskedForToken {
  try {
    const parsed: unknown = JSON.parse(body ?? 'null');
    if (typeof parsed !== 'object' || parsed === null || !('start' in parsed) || typeof parsed.start !== 'string') return {};
    const nonce = 'nonce' in parsed && typeof parsed.nonce === 'string' && /^[\w-]{22,64}$/.test(parsed.nonce) ? parsed.nonce : undefined;
    return { start: parsed.start, ...(nonce === undefined ? {} : { nonce }) };
  } catch {
    return {};
  }
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    return '/'; // a percent sign that stands for nothing
  }
}

async function sendPage(request: IncomingMessage, response: ServerResponse, page: Page | undefined): Promise<void> {
  if (page === undefined) {
    refuse(response, 404, 'there is nothing');
    return;
  }
  const { type, etag, cacheControl } = page;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag, 'cache-control': cacheControl }).end();
    return;
  }
  const packed = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '') ? await page.gzipped() : undefined;
  const bytes = packed ?? page.bytes;
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, etag, 'cache-control': cacheControl, vary: 'accept-encoding', ...(packed === undefined ? {} : { 'content-encoding': 'gzip' }) });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
