import { createHash, createHmac } from 'node:crypto';
import type { Address } from '../conversation.ts';
import { exchangeHttp, type HttpAnswer } from '../http-exchange.ts';
import { isRecord } from '../same-json.ts';

export interface AdminAccess {
  readonly address: Address;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  readonly signal: AbortSignal;
}

const factors: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 };

export function quotaBytes(text: string): number {
  const [, digits = '0', unit = 'kb'] = /^(\d+(?:\.\d+)?)\s*(\w\w)$/.exec(text) ?? [];
  return Math.round(Number(digits) * (factors[unit.toLowerCase()] ?? 1));
}

/** Bytes; 0 where the bucket has none. */
export async function readQuota(access: AdminAccess, bucket: string): Promise<number> {
  const answer = await callAdmin(access, { method: 'GET', path: '/minio/admin/v3/get-bucket-quota', bucket });
  const document: unknown = JSON.parse(answer.text);
  // `quota` became `size` in 2023, and servers write both.
  return isRecord(document) ? Number(document['size'] || document['quota'] || 0) : 0;
}

export async function writeQuota(access: AdminAccess, bucket: string, bytes: number): Promise<void> {
  await callAdmin(access, { method: 'PUT', path: '/minio/admin/v3/set-bucket-quota', bucket, body: { quota: bytes, size: bytes, quotatype: 'hard' } });
}

interface AdminCall {
  readonly method: string;
  readonly path: string;
  readonly bucket: string;
  readonly body?: unknown;
}

/** The client library has no admin API; signed as S3 calls are (AWS signature version 4). */
async function callAdmin(access: AdminAccess, { method, path, bucket, body }: AdminCall): Promise<HttpAnswer> {
  const { address, accessKey, secretKey, region, signal } = access;
  const query = `bucket=${encodeURIComponent(bucket)}`;
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const digest = sha256(body === undefined ? '' : JSON.stringify(body));
  const host = `${address.host}:${address.port}`;
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const canonical = [method, path, query, `host:${host}`, `x-amz-content-sha256:${digest}`, `x-amz-date:${time}`, '', names, digest].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [day, region, 's3', 'aws4_request'].reduce((previous: Buffer, word) => hmac(previous, word), Buffer.from(`AWS4${secretKey}`));
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  const headers = { host, 'x-amz-date': time, 'x-amz-content-sha256': digest, authorization };
  const answer = await exchangeHttp({ ...address, method, path: `${path}?${query}`, headers, body, signal, deadline: 10_000 });
  if (answer.status !== 200) throw new Error(`MinIO refused the quota of ${bucket}: status ${answer.status} ${/<Message>([^<]*)|"Message":"([^"]*)/.exec(answer.text)?.[0] ?? ''}`);
  return answer;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
