import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOrderRequest } from './order-request.ts';

const valid = { customer: { name: 'Ada', email: 'ada@example.com' }, items: [{ sku: 'KIT-001', quantity: 2 }] };

test('prices come from the catalog, whatever the customer sends', () => {
  const read = readOrderRequest({ ...valid, total: 1, items: [{ sku: 'KIT-001', quantity: 2, price: 1 }] });
  expect(read).toMatchObject({ request: { order: { total: 12_980, shipping: 'standard', payment: 'card' }, delaySeconds: 0 } });
});

test('every problem is told, not only the first', () => {
  const read = readOrderRequest({ customer: { name: '' }, items: [{ sku: 'KIT-999', quantity: 0 }], shipping: 'pigeon', delaySeconds: -1 });
  expect(read).toEqual({
    problems: [
      'items[0].quantity: a whole number from 1 to 999',
      'items[0].sku: a product such as KIT-001',
      'customer.name: text of 1 to 100 characters',
      'customer.email: an address such as ada@example.com',
      'shipping: one of standard, express, courier',
      'delaySeconds: a whole number from 0 to 31622400',
    ],
  });
});

test('no JSON value makes it throw, and only whole orders pass', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const read = readOrderRequest(body);
      expect('request' in read ? read.request.order.total : read.problems.length).toBeGreaterThan(0);
    }),
  );
});
