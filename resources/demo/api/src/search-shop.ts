import { reasonOf } from '../../common/log.ts';
import { indexes } from '../../common/names.ts';
import { HttpError, type Reply } from './server.ts';
import type { Shop } from './shop.ts';

const fields = ['name^3', 'description', 'category', 'customer.name^2', 'customer.city', 'note', 'items.name'];

/** Orders and products that match `q`; `size` (1 to 100) and `from` page through them. */
export async function searchShop({ search }: Shop, parameters: URLSearchParams): Promise<Reply> {
  const q = parameters.get('q')?.trim() ?? '';
  if (q === '' || q.length > 200) throw new HttpError(400, 'q: 1 to 200 characters.');
  const size = numberIn(parameters, { name: 'size', otherwise: 20, min: 1, max: 100 });
  const from = numberIn(parameters, { name: 'from', otherwise: 0, min: 0, max: 9_900 });
  const query = {
    bool: {
      should: [{ term: { id: { value: q, boost: 10 } } }, { term: { sku: { value: q, boost: 10 } } }, { multi_match: { query: q, fields, fuzziness: 'AUTO', lenient: true } }],
      minimum_should_match: 1,
    },
  };
  try {
    const { total, hits } = await search.search([indexes.orders, indexes.products], { query, size, from, track_total_hits: true });
    return { status: 200, body: { total, hits: hits.map((hit) => ({ kind: hit._index, id: hit._id, score: hit._score, ...hit._source })) } };
  } catch (error) {
    throw new HttpError(503, 'Search is away for a moment.', { details: [reasonOf(error)], headers: { 'retry-after': '2' } });
  }
}

function numberIn(parameters: URLSearchParams, { name, otherwise, min, max }: { readonly name: string; readonly otherwise: number; readonly min: number; readonly max: number }): number {
  const text = parameters.get(name);
  const value = text === null ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new HttpError(400, `${name}: a whole number from ${min} to ${max}.`);
}
