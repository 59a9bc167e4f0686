import type { Order } from '../../common/order.ts';
import { OrderRefused } from './postpone.ts';

/** Where no carrier goes. An attempt may succeed once a carrier does, so such an order is tried again before it fails. */
const unreachableCities: readonly string[] = ['Atlantis', 'El Dorado'];

/** Stands for the payment provider and the carrier, which a demo does not have. Throws OrderRefused. */
export function chargeAndShip({ payment, customer }: Order): void {
  if (payment === 'declined-card') throw new OrderRefused('The card was declined.', { retry: false });
  if (unreachableCities.includes(customer.city)) throw new OrderRefused(`No carrier delivers to ${customer.city}.`, { retry: true });
}
