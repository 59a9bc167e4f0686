import type { Client } from 'minio';
import type { ResourceOutcome } from '../kind.ts';
import { lifecycleDocument, linesOf } from './lifecycle.ts';
import { grantsOf, policyDocument } from './policy.ts';
import { quotaBytes, readQuota, writeQuota, type AdminAccess } from './quota.ts';
import type { Bucket } from './schemas.ts';

/** Makes the bucket and what is declared of it. What is not declared (a policy set by hand, say) is left alone. */
export async function applyBucket(client: Client, bucket: Bucket, admin: AdminAccess): Promise<ResourceOutcome> {
  const { name } = bucket;
  const isNew = !(await client.bucketExists(name));
  if (isNew) await client.makeBucket(name, admin.region, { ObjectLocking: bucket.objectLock === true });
  const changed = [await applyVersioning(client, bucket), await applyLifecycle(client, bucket), await applyPolicy(client, bucket), await applyQuota(admin, bucket)];
  const resource = `bucket ${name}`;
  if (isNew) return { resource, outcome: 'created' };
  if (bucket.objectLock === true && !(await hasLock(client, name))) return { resource, outcome: 'kept-different', detail: 'object lock can only be switched on when a bucket is made; move its objects to a new one' };
  return { resource, outcome: changed.includes(true) ? 'changed' : 'unchanged' };
}

async function applyVersioning(client: Client, { name, versioning, objectLock }: Bucket): Promise<boolean> {
  if (versioning === undefined || objectLock === true) return false;
  const found = (await client.getBucketVersioning(name)) as { readonly Status?: string } | undefined;
  const isOn = found?.Status === 'Enabled';
  if (isOn === versioning) return false;
  await client.setBucketVersioning(name, { Status: versioning ? 'Enabled' : 'Suspended' });
  return true;
}

async function applyLifecycle(client: Client, { name, lifecycle }: Bucket): Promise<boolean> {
  if (lifecycle === undefined) return false;
  const wanted = lifecycleDocument(lifecycle);
  const found = await orNothing(client.getBucketLifecycle(name), 'NoSuchLifecycleConfiguration');
  if (linesOf(found).join('\n') === linesOf(wanted).join('\n')) return false;
  if (lifecycle.length === 0) await client.removeBucketLifecycle(name);
  else await client.setBucketLifecycle(name, wanted);
  return true;
}

async function applyPolicy(client: Client, { name, policy }: Bucket): Promise<boolean> {
  if (policy === undefined) return false;
  const wanted = policyDocument(name, policy);
  const found = (await orNothing(client.getBucketPolicy(name), 'NoSuchBucketPolicy')) ?? undefined;
  if (grantsOf(found).join('\n') === grantsOf(wanted).join('\n')) return false;
  await client.setBucketPolicy(name, wanted ?? '');
  return true;
}

async function applyQuota(admin: AdminAccess, { name, quota }: Bucket): Promise<boolean> {
  if (quota === undefined) return false;
  const wanted = quotaBytes(quota);
  if ((await readQuota(admin, name)) === wanted) return false;
  await writeQuota(admin, name, wanted);
  return true;
}

async function hasLock(client: Client, name: string): Promise<boolean> {
  return (await orNothing(Promise.resolve<unknown>(client.getObjectLockConfig(name)), 'ObjectLockConfigurationNotFoundError')) !== undefined;
}

/** Undefined where the server says with this code that there is none. */
async function orNothing<Answer>(call: Promise<Answer>, code: string): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined;
    throw error;
  }
}
