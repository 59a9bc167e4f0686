import type { Text } from '../../topology/types.ts';
import type { Scope } from '../kubernetes/input.ts';
import { keyOf } from '../kubernetes/secret-keys.ts';
import { resolverOf, writeText } from '../kubernetes/values.ts';
import { secretVariable } from './variables.ts';

/** A place in a text of ours that Compose fills in from .env; only `interpolated` writes it as Compose reads it. */
const place = (inside: string): string => `\u0000{${inside}}\u0000`;

/** With a value of its own where .env says none. */
export const optionalVariable = (name: string, otherwise: string): string => place(`${name}:-${otherwise}`);

/** Nothing starts while .env says none. */
export const requiredVariable = (name: string): string => place(`${name}:?run sh fill-in.sh`);

/** Text with addresses as containers see them, and places for secrets. */
export function placedText(scope: Scope, text: Text): string {
  const resolver = resolverOf(scope, (reference) => requiredVariable(secretVariable(scope, { service: reference.service, key: keyOf(reference) })));
  return writeText(text, resolver, (literal) => literal);
}

/** A document whose texts Compose reads as they are meant: its own places as `${NAME…}`, every other dollar sign doubled. */
export function interpolated(value: unknown): unknown {
  if (typeof value === 'string') return value.split('\u0000').map((part, index) => (index % 2 === 0 ? part.replaceAll('$', '$$$$') : `$${part}`)).join('');
  if (Array.isArray(value)) return value.map(interpolated);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, interpolated(each)]));
}

/** What is no text of ours may have no place in it. */
export const literal = (text: string): string => text.replaceAll('\u0000', '');
