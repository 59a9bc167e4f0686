import { StackyardError } from '../contract/errors.ts';
import type { JsonValue } from '../topology/types.ts';

/** JSON text of a value that survives the way there and back unchanged; UNSUPPORTED for anything else. */
export function toJson(value: unknown, object: string): string {
  refuseOther(value, object, []);
  return JSON.stringify(value);
}

export function fromJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

const deepest = 100;

function refuseOther(value: unknown, object: string, path: readonly string[]): void {
  if (path.length > deepest) throw notJson(object, path.slice(0, 3), 'is nested too deeply or holds itself');
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value === 'number') throw notJson(object, path, 'is not a finite number');
  if (typeof value !== 'object') throw notJson(object, path, value === undefined ? 'is undefined' : `is a ${typeof value}`);
  if (Array.isArray(value)) return value.forEach((each, index) => refuseOther(each, object, [...path, String(index)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson(object, path, 'is not a plain object');
  for (const [key, each] of Object.entries(value)) {
    if (key === '__proto__') throw notJson(object, [...path, key], 'is not allowed as a key');
    // JSON leaves undefined members out; so does this.
    if (each !== undefined) refuseOther(each, object, [...path, key]);
  }
}

function notJson(object: string, path: readonly string[], why: string): StackyardError {
  return new StackyardError('UNSUPPORTED', `${path.length === 0 ? object : `${object}: ${path.join('.')}`} ${why}, which JSON cannot hold.`, { hint: 'Give text, finite numbers, true, false, null, lists and plain objects.' });
}
