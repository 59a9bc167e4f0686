import { Agent } from 'node:http';
import { z } from 'zod';
import { exchangeHttp } from '../http-exchange.ts';
import type { Kind, Reach, ResourceOutcome } from '../kind.ts';
import { minioResources, type Bucket } from './schemas.ts';
import { minioCalls } from './resource-calls.ts';
import { textOf } from '../same-json.ts';

const declaration = z.object(minioResources).partial();

export const minioKind: Kind = {
  id: 'minio',
  question: 'GET /minio/health/ready',
  capabilities: ['buckets'],
  resources: minioResources,
  resourceCalls: minioCalls,
  async probe(reach) {
    const { status } = await exchangeHttp({ ...reach.address('s3'), path: '/minio/health/ready', signal: reach.signal });
    if (status !== 200) throw new Error(`MinIO is not ready: /minio/health/ready answered ${status}`);
  },
  async applyResources(reach, resources) {
    const { buckets = [] } = declaration.parse(resources);
    return buckets.length === 0 ? [] : applyBuckets(reach, buckets.map((bucket) => (typeof bucket === 'string' ? { name: bucket } : bucket)));
  },
};

async function applyBuckets(reach: Reach, buckets: readonly Bucket[]): Promise<readonly ResourceOutcome[]> {
  const [{ Client }, { applyBucket }] = await Promise.all([import('minio'), import('./apply-bucket.ts')]);
  const address = reach.address('s3');
  const keys = { accessKey: reach.secret('accessKey'), secretKey: reach.secret('secretKey') };
  const region = textOf(reach.options['region'] ?? 'us-east-1');
  // The library knows no signal: its sockets are closed instead, which ends the call under way.
  const agent = new Agent();
  const cut = (): void => agent.destroy();
  reach.signal.throwIfAborted();
  reach.signal.addEventListener('abort', cut, { once: true });
  const client = new Client({ endPoint: address.host, port: address.port, useSSL: false, pathStyle: true, region, transportAgent: agent, ...keys });
  const outcomes: ResourceOutcome[] = [];
  try {
    for (const bucket of buckets) {
      reach.signal.throwIfAborted();
      outcomes.push(await applyBucket(client, bucket, { address, region, signal: reach.signal, ...keys }));
    }
    return outcomes;
  } catch (error) {
    reach.signal.throwIfAborted();
    throw error;
  } finally {
    reach.signal.removeEventListener('abort', cut);
    agent.destroy();
  }
}
