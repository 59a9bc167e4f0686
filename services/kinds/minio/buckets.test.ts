import { expect, test } from 'vitest';
import { lifecycleDocument, linesOf } from './lifecycle.ts';
import { grantsOf, policyDocument } from './policy.ts';
import { quotaBytes } from './quota.ts';
import { minioResources } from './schemas.ts';

test.each(['ab', 'Upper', 'under_score', '-a-', 'a..b', 'x'.repeat(64)])('%s is no bucket name', (name) => {
  expect(minioResources.buckets.safeParse([name]).success).toBe(false);
});

test('names, and buckets with all their words', () => {
  expect(minioResources.buckets.safeParse(['uploads', { name: 'a.b-c', versioning: true, policy: 'public-read', quota: '1.5gb', lifecycle: [{ expireDays: 1 }] }]).success).toBe(true);
  expect(minioResources.buckets.safeParse([{ name: 'uploads', lifecycle: [{ prefix: 'a/' }] }]).success).toBe(false);
});

test('what a policy allows does not depend on how a server groups it', () => {
  const wanted = policyDocument('assets', 'public') ?? '';
  const { Statement } = JSON.parse(wanted) as { Statement: readonly { Action: readonly string[]; Resource: readonly string[] }[] };
  const split = Statement.toReversed().flatMap((each) => each.Action.map((action) => ({ ...each, Principal: '*', Action: action, Resource: each.Resource[0] })));
  expect(grantsOf(JSON.stringify({ Statement: split }))).toEqual(grantsOf(wanted));
  expect(grantsOf(policyDocument('assets', 'download'))).not.toEqual(grantsOf(wanted));
  expect(grantsOf(policyDocument('assets', 'private'))).toEqual([]);
  expect(policyDocument('assets', 'public-read')).toBe(policyDocument('assets', 'download'));
});

test('rules are compared as the client library reads them back', () => {
  const rules = [{ prefix: 'scans/', expireDays: 365 }, { expireVersionsDays: 7 }];
  const read = { Rule: [{ ID: 'x', Status: 'Enabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 7 } }, { ID: 'y', Status: 'Enabled', Prefix: 'scans/', Expiration: { Days: '365' } }] };
  expect(linesOf(read)).toEqual(linesOf(lifecycleDocument(rules)));
  expect(linesOf({ Rule: read.Rule[1] })).toEqual(linesOf(lifecycleDocument(rules.slice(0, 1))));
  expect(linesOf(undefined)).toEqual([]);
});

test('sizes are bytes', () => {
  expect([quotaBytes('1kb'), quotaBytes('1.5gb'), quotaBytes('2 TB')]).toEqual([1024, 1.5 * 1024 ** 3, 2 * 1024 ** 4]);
});
