import { isDeepStrictEqual } from 'node:util';

/** Whether `wanted` stands in `found`: every key that is wanted, with the same value. Servers add defaults of their own. */
export function contains(found: unknown, wanted: unknown): boolean {
  if (isRecord(wanted)) return isRecord(found) && Object.entries(wanted).every(([key, value]) => contains(found[key], value));
  if (Array.isArray(wanted)) return Array.isArray(found) && wanted.length === found.length && wanted.every((value, index) => contains(found[index], value));
  return isDeepStrictEqual(found, wanted);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as it is, anything else as JSON; nothing is the empty text. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
