import { findProduct } from './catalog.ts';
import { payments, shippings, type Order, type OrderItem } from './order.ts';

/** What `POST /orders` takes. Prices come from the catalog, never from the customer. */
export interface OrderRequest {
  readonly order: Omit<Order, 'id' | 'createdAt'>;
  /** Seconds until work on the order begins. */
  readonly delaySeconds: number;
}

const maxItems = 50;
const maxDelaySeconds = 366 * 24 * 3600;

/** Either the request or every problem in it, each as `field: what was expected`. */
export function readOrderRequest(body: unknown): { readonly request: OrderRequest } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const root = objectOf(body, 'the body', problems);
  const person = objectOf(root['customer'], 'customer', problems);
  const vatId = optionalText(person['vatId'], { field: 'customer.vatId', max: 40 }, problems);
  const note = optionalText(root['note'], { field: 'note', max: 500 }, problems);
  const items = itemsOf(root['items'], problems);
  const order: OrderRequest['order'] = {
    customer: {
      name: text(person['name'], { field: 'customer.name', max: 100 }, problems),
      email: emailOf(person['email'], problems),
      city: text(person['city'] ?? 'Lisbon', { field: 'customer.city', max: 60 }, problems),
      ...(vatId === undefined ? {} : { vatId }),
    },
    items,
    total: items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    currency: 'EUR',
    shipping: oneOf(root['shipping'] ?? 'standard', { field: 'shipping', words: shippings }, problems),
    payment: oneOf(root['payment'] ?? 'card', { field: 'payment', words: payments }, problems),
    ...(note === undefined ? {} : { note }),
  };
  const delaySeconds = wholeNumber(root['delaySeconds'] ?? 0, { field: 'delaySeconds', min: 0, max: maxDelaySeconds }, problems);
  return problems.length > 0 ? { problems } : { request: { order, delaySeconds } };
}

type Value = Readonly<Record<string, unknown>>;

function objectOf(value: unknown, field: string, problems: string[]): Value {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Value;
  problems.push(`${field}: an object`);
  return {};
}

function text(value: unknown, { field, max }: { readonly field: string; readonly max: number }, problems: string[]): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= max) return value.trim();
  problems.push(`${field}: text of 1 to ${max} characters`);
  return '';
}

function optionalText(value: unknown, limits: { readonly field: string; readonly max: number }, problems: string[]): string | undefined {
  return value === undefined || value === null ? undefined : text(value, limits, problems);
}

function emailOf(value: unknown, problems: string[]): string {
  if (typeof value === 'string' && value.length <= 200 && /^[^\s@]+@[^\s@]+$/.test(value)) return value;
  problems.push('customer.email: an address such as ada@example.com');
  return '';
}

function oneOf<Word extends string>(value: unknown, { field, words }: { readonly field: string; readonly words: readonly [Word, ...Word[]] }, problems: string[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) problems.push(`${field}: one of ${words.join(', ')}`);
  return found ?? words[0];
}

function wholeNumber(value: unknown, { field, min, max }: { readonly field: string; readonly min: number; readonly max: number }, problems: string[]): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  problems.push(`${field}: a whole number from ${min} to ${max}`);
  return min;
}

function itemsOf(value: unknown, problems: string[]): OrderItem[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxItems) {
    problems.push(`items: a list of 1 to ${maxItems}`);
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const item = objectOf(entry, `items[${index}]`, problems);
    const quantity = wholeNumber(item['quantity'] ?? 1, { field: `items[${index}].quantity`, min: 1, max: 999 }, problems);
    const product = typeof item['sku'] === 'string' ? findProduct(item['sku']) : undefined;
    if (product !== undefined) return [{ sku: product.sku, name: product.name, quantity, price: product.price }];
    problems.push(`items[${index}].sku: a product such as KIT-001`);
    return [];
  });
}
