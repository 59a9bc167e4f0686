import { createHash } from 'node:crypto';
import { Client } from 'minio';
import { within } from '../../common/deadline.ts';
import type { Backends } from '../../common/environment.ts';
import { clientOptions, isMissing } from '../../common/object-storage.ts';

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly content: string;
  readonly type: string;
}

export interface Files {
  readonly put: (object: StoredObject) => Promise<void>;
  /** Writes the object unless the same content is there: a repetition makes no second version. Costs a call more. */
  readonly putOnce: (object: StoredObject) => Promise<void>;
}

const deadlineMilliseconds = 5000;
/** Own metadata: an ETag is no digest of the content where the server encrypts. */
const digestName = 'sha256';

export function createFiles(options: Backends['files']): Files {
  const client = new Client(clientOptions(options));
  const digestOf = async (bucket: string, key: string): Promise<string | undefined> => {
    try {
      const { metaData } = await client.statObject(bucket, key);
      return String(metaData[digestName]);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  const put = async ({ bucket, key, content, type }: StoredObject): Promise<void> => {
    const bytes = Buffer.from(content);
    await client.putObject(bucket, key, bytes, bytes.length, { 'Content-Type': type, [`X-Amz-Meta-${digestName}`]: digest(content) });
  };
  const putOnce = async (object: StoredObject): Promise<void> => {
    if ((await digestOf(object.bucket, object.key)) !== digest(object.content)) await put(object);
  };
  return {
    put: (object) => within(deadlineMilliseconds, 'minio', put(object)),
    putOnce: (object) => within(deadlineMilliseconds, 'minio', putOnce(object)),
  };
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
