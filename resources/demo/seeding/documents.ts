import { products } from '../common/catalog.ts';
import { indexes } from '../common/names.ts';
import { authorizationOf } from '../common/search.ts';
import type { Random } from './random.ts';
import type { Added } from './objects.ts';

const colours = ['black', 'white', 'red', 'green', 'blue', 'yellow', 'grey', 'copper', 'ivory', 'teal'] as const;
const praise = ['made to last', 'a small joy every day', 'repairable, with spare parts', 'from a family workshop', 'light and sturdy'] as const;
type Warehouse = readonly [city: string, latitude: number, longitude: number];
const warehouses: readonly [Warehouse, ...Warehouse[]] = [['Lisbon', 38.72, -9.14], ['Berlin', 52.52, 13.4], ['Oslo', 59.91, 10.75]];

/** One document per product and colour. */
export function seedProducts(random: Random): readonly { readonly id: string; readonly document: object }[] {
  return products.flatMap((product) =>
    colours.map((colour, index) => {
      const [city, lat, lon] = random.pick(warehouses);
      const sku = `${product.sku}-${String(index).padStart(2, '0')}`;
      const document = {
        sku,
        parent: product.sku,
        name: `${product.name}, ${colour}`,
        description: `${product.name} in ${colour}: ${random.pick(praise)}, ${random.pick(praise)}.`,
        category: product.category,
        colour,
        price: product.price / 100,
        stock: random.whole(0, 250),
        available: random.next() < 0.9,
        addedOn: `202${random.whole(3, 5)}-0${random.whole(1, 9)}-${random.whole(10, 28)}`,
        tags: [product.category, colour, random.pick(['new', 'classic', 'sale'])],
        warehouse: { city, location: { lat, lon } },
        reviews: Array.from({ length: random.whole(0, 4) }, () => ({ stars: random.whole(2, 5), text: random.pick(praise) })),
      };
      return { id: sku, document };
    }),
  );
}

/** `create` leaves a document that is there as it is. */
export async function createProducts(search: URL, entries: ReturnType<typeof seedProducts>): Promise<Added> {
  const lines = entries.flatMap(({ id, document }) => [JSON.stringify({ create: { _id: id } }), JSON.stringify(document)]);
  const response = await fetch(`${search.protocol}//${search.host}/${indexes.products}/_bulk?refresh=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...authorizationOf(search) },
    body: `${lines.join('\n')}\n`,
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`elasticsearch _bulk: ${response.status} ${text.slice(0, 300)}`);
  const { items } = JSON.parse(text) as { items: { create: { status: number; error?: { reason?: string } } }[] };
  const wrong = items.find(({ create }) => create.status !== 201 && create.status !== 409);
  if (wrong !== undefined) throw new Error(`elasticsearch _bulk: ${wrong.create.status} ${wrong.create.error?.reason ?? ''}`);
  const added = items.filter(({ create }) => create.status === 201).length;
  return { added, present: items.length - added };
}
