import { z } from 'zod';
import type { ResourceCall, ResourceCalls } from '../../contract/resource-calls.ts';
import type { JsonValue } from '../../topology/types.ts';
import { lifecycleDocument } from './lifecycle.ts';
import { policyDocument } from './policy.ts';
import { quotaBytes } from './quota.ts';
import { minioResources, type Bucket } from './schemas.ts';

const declaration = z.object(minioResources).partial();
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const document = (name: string, content: string): string => `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;

/** Requests of the S3 interface, and MinIO's own for quotas. */
export function minioCalls(resources: Readonly<Record<string, JsonValue>>): ResourceCalls | undefined {
  const { buckets = [] } = declaration.parse(resources);
  const calls = buckets.flatMap((bucket) => bucketCalls(typeof bucket === 'string' ? { name: bucket } : bucket));
  return calls.length === 0 ? undefined : { by: 'http', port: 's3', sign: 's3', calls };
}

function bucketCalls({ name, versioning, objectLock, lifecycle, policy, quota }: Bucket): readonly ResourceCall[] {
  const put = (what: string, query: string, body: string): ResourceCall => ({ what: `${what} of bucket ${name}`, method: 'PUT', path: `/${name}?${query}`, body });
  const rules = lifecycle === undefined ? [] : lifecycleDocument(lifecycle).Rule;
  const rights = policy === undefined ? undefined : policyDocument(name, policy);
  return [
    { what: `bucket ${name}`, method: 'PUT', path: `/${name}`, seen: `/${name}?location`, ...(objectLock === true ? { headers: { 'x-amz-bucket-object-lock-enabled': 'true' } } : {}) },
    ...(versioning === undefined || objectLock === true ? [] : [put('versions', 'versioning', document('VersioningConfiguration', element('Status', versioning ? 'Enabled' : 'Suspended')))]),
    ...(rules.length === 0 ? [] : [put('life cycle', 'lifecycle', document('LifecycleConfiguration', rules.map((rule) => element('Rule', xmlOf(rule))).join('')))]),
    ...(rights === undefined ? [] : [put('policy', 'policy', rights)]),
    ...(policy !== undefined && rights === undefined ? [{ what: `policy of bucket ${name}`, method: 'DELETE', path: `/${name}?policy` } as const] : []),
    ...(quota === undefined ? [] : [{ what: `quota of bucket ${name}`, method: 'PUT', path: `/minio/admin/v3/set-bucket-quota?bucket=${name}`, body: { quota: quotaBytes(quota), size: quotaBytes(quota), quotatype: 'hard' } } as const]),
  ];
}

function xmlOf(value: object): string {
  return Object.entries(value)
    .map(([name, content]: [string, unknown]) => element(name, typeof content === 'object' && content !== null ? xmlOf(content) : String(content).replaceAll(/[&<>]/g, (character) => escapes[character] ?? '')))
    .join('');
}
