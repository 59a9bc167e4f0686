import { Final } from '../seeding/until.ts';
import { probe } from './probe-order.ts';

/** The id of the new order. */
export async function post(edge: string): Promise<string> {
  const response = await fetch(`${edge}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': probe.key },
    body: JSON.stringify(probe.body),
    signal: AbortSignal.timeout(12_000),
  });
  const text = await response.text();
  if (response.status !== 201 && response.status !== 200) throw new Error(`POST ${edge}/orders: ${response.status} ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`);
  const { id, total } = JSON.parse(text) as { id: string; total: number };
  if (total !== probe.total) throw new Final(`order ${id} costs ${total} cents instead of ${probe.total}`);
  return id;
}

/** Where the api read the completed order; undefined while it is not completed. */
export async function readBack(edge: string, id: string): Promise<string | undefined> {
  const { status, source } = (await getJson(`${edge}/orders/${id}`)) as { status: string; source: string };
  return status === 'completed' ? source : undefined;
}

export async function searchFor(edge: string, id: string): Promise<true | undefined> {
  const { hits } = (await getJson(`${edge}/search?q=${id}`)) as { hits: readonly { id: string }[] };
  return hits.some((hit) => hit.id === id) ? true : undefined;
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`);
  return JSON.parse(text);
}
