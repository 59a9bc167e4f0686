import { Client } from 'minio';
import type { Backends } from '../../common/environment.ts';
import { within } from '../../common/deadline.ts';
import { buckets, receiptKey } from '../../common/names.ts';

export interface Receipts {
  /** Undefined where there is no receipt. */
  read(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export function createReceipts({ endpoint, accessKey, secretKey }: Backends['files']): Receipts {
  const client = new Client({
    endPoint: endpoint.hostname,
    port: Number(endpoint.port === '' ? (endpoint.protocol === 'https:' ? 443 : 80) : endpoint.port),
    useSSL: endpoint.protocol === 'https:',
    accessKey,
    secretKey,
    // Without it the client asks the server for the region before its first call.
    region: 'us-east-1',
  });
  const read = async (id: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of await client.getObject(buckets.receipts, receiptKey(id))) chunks.push(Buffer.from(chunk as Uint8Array));
      return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'NoSuchKey') return undefined;
      throw error;
    }
  };
  return { read: (id) => within(3000, 'minio', read(id)) };
}
