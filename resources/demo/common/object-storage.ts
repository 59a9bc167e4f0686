import type { Backends } from './environment.ts';

/** Options of the minio client. The region spares a call that asks the server for it. */
export function clientOptions({ endpoint, region, accessKey, secretKey }: Backends['files']) {
  const secure = endpoint.protocol === 'https:';
  const port = endpoint.port === '' ? (secure ? 443 : 80) : Number(endpoint.port);
  return { endPoint: endpoint.hostname, port, useSSL: secure, accessKey, secretKey, region };
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'NoSuchKey' || error.code === 'NotFound');
}
