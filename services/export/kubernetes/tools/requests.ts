/** What declares and what waits share: requests of a resources.json, signed as the service wants it. */
export const requests = String.raw`import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const read = (file) => readFileSync(file, 'utf8').replace(/\n$/, '');

/** AWS signature version 4 over the host, the date and the body. */
function signS3({ region, idFile, file }, { method, url, body, own }) {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), region, 's3', 'aws4_request'].join('/');
  const headers = { host: url.host, 'x-amz-content-sha256': sha256(body), 'x-amz-date': date, ...own };
  const names = Object.keys(headers).sort();
  const query = [...url.searchParams].map(([key, value]) => encodeURIComponent(key) + '=' + encodeURIComponent(value)).sort().join('&');
  const canonical = [method, url.pathname, query, ...names.map((name) => name + ':' + headers[name]), '', names.join(';'), headers['x-amz-content-sha256']].join('\n');
  const key = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce((made, word) => hmac(made, word), 'AWS4' + read(file));
  const signature = createHmac('sha256', key).update(['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).digest('hex');
  const { host, ...sent } = headers;
  return { ...sent, authorization: 'AWS4-HMAC-SHA256 Credential=' + read(idFile) + '/' + scope + ', SignedHeaders=' + names.join(';') + ', Signature=' + signature };
}

/** Words of the service's Secret in the place of their names. */
function withWords(value, folder) {
  if (Array.isArray(value)) return value.map((each) => withWords(each, folder));
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.secretKey === 'string') return read(folder + '/' + value.secretKey);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withWords(each, folder)]));
}

export async function send(plan, { method, path, body: given, headers: own = {} }) {
  const url = new URL(path, plan.address);
  const body = given === undefined ? '' : typeof given === 'string' ? given : JSON.stringify(withWords(given, plan.secrets));
  const signed = plan.sign === undefined ? {} : plan.sign.by === 's3' ? signS3(plan.sign, { method, url, body, own }) : { authorization: 'Basic ' + Buffer.from(plan.sign.user + ':' + read(plan.sign.file)).toString('base64') };
  const type = body === '' ? {} : { 'content-type': typeof given === 'string' ? 'application/xml' : 'application/json' };
  const checksum = typeof given === 'string' ? { 'content-md5': createHash('md5').update(body).digest('base64') } : {};
  const answer = await fetch(url, { method, headers: { ...own, ...signed, ...type, ...checksum }, ...(body === '' ? {} : { body }), signal: AbortSignal.timeout(35_000) });
  return { status: answer.status, text: await answer.text() };
}

export const plan = (file) => JSON.parse(readFileSync(file, 'utf8'));
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether what a call makes is there; undefined where nothing tells. */
export async function isThere(found, { seen, holds = '' }) {
  if (seen === undefined) return undefined;
  const { status, text } = await send(found, { method: 'GET', path: seen });
  return status === 200 && text.includes(holds);
}

/** The first of a plan's resources that is not there yet. */
export async function missing(found) {
  for (const call of found.calls) if ((await isThere(found, call)) === false) return call.what + ' of ' + found.service;
  return undefined;
}
`;
