import { products, type Product } from '../common/catalog.ts';
import type { Order } from '../common/order.ts';
import type { Random } from './random.ts';

/** One `POST /orders`; the key makes a second run find the first one's order. */
export interface SeedOrder {
  readonly key: string;
  readonly body: object;
  readonly delayed: boolean;
  /** The worker will reject its invoice, which then is a dead letter. */
  readonly deadLetter: boolean;
}

const names = ['Ada Rocha', 'Bela Novak', 'Chidi Obi', 'Dara Lindqvist', 'Emre Kaya', 'Fumiko Sato', 'Gita Rao', 'Hugo Martin', 'Ines Costa', 'Jonas Weber', 'Kaja Berg', 'Liam Byrne'] as const;
const cities = ['Lisbon', 'Porto', 'Berlin', 'Oslo', 'Dublin', 'Istanbul', 'Lagos', 'Lyon', 'Osaka', 'Pune'] as const;
const notes = ['Please ring twice.', 'A present: no price on the parcel.', 'Leave it with the neighbour on the left.', 'Fragile, as always.'] as const;
const shippings: readonly [Order['shipping'], ...Order['shipping'][]] = ['standard', 'standard', 'standard', 'express', 'express', 'courier'];
const hour = 3600;

/** The same orders for the same seed; of each 100 about 10 are delayed, 9 fail and 7 end as dead letters. */
export function seedOrders(seed: number, count: number, random: Random): readonly SeedOrder[] {
  return Array.from({ length: count }, (_, index) => {
    const name = random.pick(names);
    const delayed = index % 10 === 6;
    const deadLetter = !delayed && index % 14 === 5;
    const declined = !delayed && !deadLetter && index % 20 === 3;
    const unreachable = !delayed && !deadLetter && !declined && index % 25 === 7;
    const business = deadLetter || random.next() < 0.2;
    const body = {
      customer: {
        name,
        email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
        city: unreachable ? random.pick(['Atlantis', 'El Dorado']) : random.pick(cities),
        ...(business ? { vatId: deadLetter ? `?${random.whole(1000, 9999)}` : `PT${random.whole(100_000_000, 999_999_999)}` } : {}),
      },
      items: itemsOf(random),
      shipping: random.pick(shippings),
      payment: declined ? 'declined-card' : random.pick(['card', 'card', 'transfer']),
      ...(random.next() < 0.25 ? { note: random.pick(notes) } : {}),
      ...(delayed ? { delaySeconds: random.whole(6, 14 * 24) * hour } : {}),
    };
    return { key: `seed-${seed}-${index}`, body, delayed, deadLetter };
  });
}

function itemsOf(random: Random): readonly object[] {
  const [first, ...others] = products;
  if (first === undefined) throw new Error('The catalog is empty.');
  const chosen = new Set<Product>(Array.from({ length: random.whole(1, 4) }, () => random.pick([first, ...others])));
  return [...chosen].map(({ sku }) => ({ sku, quantity: random.whole(1, 5) }));
}
