import { z } from 'zod';
import { exchangeHttp } from '../http-exchange.ts';
import type { Kind, ResourceOutcome } from '../kind.ts';
import { isRecord } from '../same-json.ts';
import { applyIndex } from './apply-index.ts';
import { openRest } from './rest.ts';
import { elasticsearchResources, indexesOf } from './schemas.ts';
import { elasticsearchCalls } from './resource-calls.ts';

const declaration = z.object(elasticsearchResources).partial();

export const elasticsearchKind: Kind = {
  id: 'elasticsearch',
  question: 'GET /_cluster/health, which must be yellow or green',
  capabilities: ['indexes'],
  resources: elasticsearchResources,
  resourceCalls: elasticsearchCalls,
  async probe(reach) {
    const answer = await exchangeHttp({ ...reach.address('http'), path: '/_cluster/health?wait_for_status=yellow&timeout=1s&master_timeout=1s', signal: reach.signal });
    if (answer.status !== 200) throw new Error(reasonOf(answer.text) ?? `/_cluster/health answered ${answer.status}`);
  },
  async applyResources(reach, resources) {
    const rest = openRest(reach);
    const outcomes: ResourceOutcome[] = [];
    for (const [name, body] of indexesOf(declaration.parse(resources).indexes ?? [])) outcomes.push(await applyIndex(rest, name, body));
    return outcomes;
  },
};

function reasonOf(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (!isRecord(body)) return undefined;
    return typeof body['status'] === 'string' ? `the cluster is ${body['status']}` : isRecord(body['error']) ? String(body['error']['reason'] ?? body['error']['type']) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
