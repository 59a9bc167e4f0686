import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readOrderRequest } from '../common/order-request.ts';
import { seedProducts } from './documents.ts';
import { seedObjects } from './objects.ts';
import { seedOrders } from './orders.ts';
import { drawPicture } from './picture.ts';
import { createRandom } from './random.ts';

test('the same seed gives the same data, another seed other data', () => {
  const all = (seed: number): string =>
    JSON.stringify([seedOrders(seed, 50, createRandom(seed)), seedProducts(createRandom(seed)), seedObjects(createRandom(seed)).map(({ content }) => content.toString('base64'))]);
  expect(all(1)).toBe(all(1));
  expect(all(1)).not.toBe(all(2));
});

test('every order is one that the shop takes, and each sort is among them', () => {
  const orders = seedOrders(1, 300, createRandom(1));
  expect(orders.filter(({ body }) => !('request' in readOrderRequest(body)))).toEqual([]);
  expect(orders.filter(({ delayed }) => delayed).length).toBe(30);
  expect(orders.filter(({ deadLetter }) => deadLetter).length).toBeGreaterThan(10);
  expect(new Set(orders.map(({ key }) => key)).size).toBe(300);
  const text = JSON.stringify(orders);
  for (const word of ['declined-card', 'Atlantis', 'courier', 'express', 'standard']) expect(text).toContain(word);
});

test('a picture is a PNG whose rows are all there', () => {
  const png = drawPicture(200);
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const data = png.indexOf('IDAT');
  const length = png.readUInt32BE(data - 4);
  expect(inflateSync(png.subarray(data + 4, data + 4 + length)).length).toBe(96 * (1 + 96 * 3));
  expect(png.subarray(-8, -4).toString('latin1')).toBe('IEND');
});
