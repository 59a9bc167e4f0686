import { isRecord, textOf } from '../same-json.ts';
import type { Bucket } from './schemas.ts';

type Policy = NonNullable<Bucket['policy']>;

const bucketActions = { read: ['s3:GetBucketLocation', 's3:ListBucket'], write: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'] };
const objectActions = { read: ['s3:GetObject'], write: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:ListMultipartUploadParts', 's3:PutObject'] };
const rightsOf: Readonly<Record<Policy, readonly ('read' | 'write')[]>> = { private: [], download: ['read'], 'public-read': ['read'], upload: ['write'], public: ['read', 'write'] };

/** The same statements as `mc anonymous set`; undefined for a bucket without any. */
export function policyDocument(bucket: string, policy: Policy): string | undefined {
  const rights = rightsOf[policy];
  if (rights.length === 0) return undefined;
  const statement = (actions: readonly string[], resource: string): object => ({ Effect: 'Allow', Principal: { AWS: ['*'] }, Action: [...new Set(actions)], Resource: [`arn:aws:s3:::${resource}`] });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [statement(rights.flatMap((right) => bucketActions[right]), bucket), statement(rights.flatMap((right) => objectActions[right]), `${bucket}/*`)],
  });
}

/** What a policy allows as sorted lines, since servers group and order statements their own way. */
export function grantsOf(document: string | undefined): readonly string[] {
  const parsed: unknown = document === undefined || document === '' ? {} : JSON.parse(document);
  const statements = isRecord(parsed) && Array.isArray(parsed['Statement']) ? parsed['Statement'].filter(isRecord) : [];
  const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : value === undefined ? [] : [textOf(value)]);
  const who = (principal: unknown): readonly string[] => (isRecord(principal) ? list(principal['AWS']) : list(principal));
  return statements
    .flatMap((each) => who(each['Principal']).flatMap((by) => list(each['Action']).flatMap((action) => list(each['Resource']).map((resource) => [each['Effect'], by, action, resource, JSON.stringify(each['Condition'] ?? {})].map(String).join(' ')))))
    .toSorted();
}
