import { exchangeHttp } from '../http-exchange.ts';
import type { Kind, Reach } from '../kind.ts';

export const workerBullmqKind: Kind = {
  id: 'worker-bullmq',
  question: 'GET /readyz, which tells whether it takes jobs',
  capabilities: [],
  resources: {},
  probe,
};

/** Ready: connected to Redis, taking jobs, not stopping. The body says what is missing. */
async function probe(reach: Reach): Promise<void> {
  const { status, text } = await exchangeHttp({ ...reach.address('health'), path: '/readyz', signal: reach.signal });
  if (status !== 200) throw new Error(text.split('\n', 1)[0]?.slice(0, 200) || `/readyz answered ${status}`);
}
