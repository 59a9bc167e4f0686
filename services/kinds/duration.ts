import { z } from 'zod';

const factors: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

export const durationSchema = z.string().regex(/^\d{1,9}(ms|s|m|h)$/, 'a duration such as 500ms, 5s or 1m');

/** `500ms`, `5s`, `1m`, `2h` → milliseconds. Text that is none counts as nothing, since schemas have checked it. */
export function milliseconds(text: string): number {
  const [, digits = '0', unit = 'ms'] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  return Number(digits) * (factors[unit] ?? 1);
}
