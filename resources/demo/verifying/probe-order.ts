import { randomUUID } from 'node:crypto';

/** The order that the verification posts: two kettles to Lisbon, 129.80 EUR. */
export const probe = {
  key: `verify-${randomUUID()}`,
  total: 12_980,
  body: {
    customer: { name: 'Vera Fication', email: 'vera@example.com', city: 'Lisbon' },
    items: [{ sku: 'KIT-001', quantity: 2 }],
    shipping: 'courier',
    payment: 'card',
    note: 'Posted by demo:verify.',
  },
} as const;
