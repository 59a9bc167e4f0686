import { z } from 'zod';

const lifecycleRule = z
  .strictObject({
    prefix: z.string().max(1024).optional(),
    /** Objects end this many days after they were written. */
    expireDays: z.int().min(1).max(100_000).optional(),
    /** Overwritten and deleted versions end this many days later. */
    expireVersionsDays: z.int().min(1).max(100_000).optional(),
  })
  .refine(({ expireDays, expireVersionsDays }) => expireDays !== undefined || expireVersionsDays !== undefined, 'expireDays or expireVersionsDays');
export type LifecycleRule = z.infer<typeof lifecycleRule>;

export const bucketPolicies = ['private', 'download', 'public-read', 'upload', 'public'] as const;

const bucketName = z.string().regex(/^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, 'a bucket name of 3 to 63 lower case letters, digits, hyphens and dots');

const bucket = z.strictObject({
  name: bucketName,
  /** Once on it can only be suspended, which `false` does. */
  versioning: z.boolean().optional(),
  /** Write once, read many; only when the bucket is made. Switches versioning on. */
  objectLock: z.boolean().optional(),
  lifecycle: z.array(lifecycleRule).optional(),
  /** What may be done without credentials; `public-read` is another word for `download`. */
  policy: z.enum(bucketPolicies).optional(),
  /** Most bytes, such as 10gb. */
  quota: z.string().regex(/^\d+(\.\d+)?\s*(kb|mb|gb|tb)$/i, 'a size such as 10gb').optional(),
});
export type Bucket = z.infer<typeof bucket>;

export const minioResources = {
  buckets: z.array(z.union([bucketName, bucket])).describe('Buckets; a name alone is a private bucket without versions.'),
};
