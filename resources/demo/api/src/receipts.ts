import { Client } from 'minio';
import { within } from '../../common/deadline.ts';
import type { Backends } from '../../common/environment.ts';
import { buckets, receiptKey } from '../../common/names.ts';
import { clientOptions, isMissing } from '../../common/object-storage.ts';

export interface Receipts {
  /** Undefined where there is no receipt. */
  read(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export function createReceipts(files: Backends['files']): Receipts {
  const client = new Client(clientOptions(files));
  const read = async (id: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of await client.getObject(buckets.receipts, receiptKey(id))) chunks.push(Buffer.from(chunk as Uint8Array));
      return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  return { read: (id) => within(3000, 'minio', read(id)) };
}
