// The names that stackyard.yaml declares, and those of the queues in redis.

export const jobQueues = { orders: 'orders', mail: 'mail' } as const;
export const exchange = 'orders';
export const messageQueues = { invoices: 'invoices', shipments: 'shipments', deadInvoices: 'invoices.dead' } as const;
export const buckets = { receipts: 'receipts', invoices: 'invoices', uploads: 'uploads', assets: 'assets', outbox: 'outbox' } as const;
export const indexes = { orders: 'orders', products: 'products' } as const;

/** Two characters of the id first: a folder never holds all receipts. */
export const receiptKey = (id: string): string => `orders/${folderOf(id)}/${id}.json`;
export const invoiceKey = (id: string): string => `orders/${folderOf(id)}/${id}.txt`;
export const mailKey = (id: string): string => `${folderOf(id)}/${id}.eml`;
export const viewKey = (id: string): string => `order:${id}`;

function folderOf(id: string): string {
  return id.slice('ord-'.length, 'ord-'.length + 2);
}
