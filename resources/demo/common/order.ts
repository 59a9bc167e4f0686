export const shippings = ['standard', 'express', 'courier'] as const;
export const payments = ['card', 'transfer', 'declined-card'] as const;
export type OrderStatus = 'queued' | 'scheduled' | 'processing' | 'completed' | 'failed';

export interface OrderItem {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  /** Cents, for one. */
  readonly price: number;
}

export interface Order {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly customer: { readonly name: string; readonly email: string; readonly city: string; readonly vatId?: string };
  readonly items: readonly OrderItem[];
  /** Cents. */
  readonly total: number;
  readonly currency: 'EUR';
  readonly shipping: (typeof shippings)[number];
  readonly payment: (typeof payments)[number];
  readonly note?: string;
}

/** What `GET /orders/:id` answers and memcached holds. */
export interface OrderView extends Order {
  readonly status: OrderStatus;
  readonly completedAt?: string;
  readonly failedBecause?: string;
  readonly receipt?: string;
}

export const finalStatuses: readonly OrderStatus[] = ['completed', 'failed'];

export function euros(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')} EUR`;
}
