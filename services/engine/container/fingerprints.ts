import { createHash } from 'node:crypto';
import { replaceReferences, toText } from '../../topology/references.ts';
import type { JsonValue, SecretSpec, Text } from '../../topology/types.ts';

export interface FingerprintOptions {
  readonly secretFingerprint: (service: string, key: string) => string;
  readonly secretsOf: (service: string) => Readonly<Record<string, SecretSpec>>;
  /** Resolves a reference that holds no secret (`host`, `ports`). */
  readonly resolve: (reference: Text) => string;
}

/** Text with each secret as its fingerprint and every other reference resolved: what a hash may be taken of. */
export function withFingerprints(text: Text, options: FingerprintOptions): string {
  return replaceReferences(text, (reference) => {
    switch (reference.to) {
      case 'host':
      case 'port':
        return options.resolve(toText(reference));
      case 'secret':
        return `<${options.secretFingerprint(reference.service, reference.key)}>`;
      case 'derived': {
        // A derived value follows from the service's secrets alone, so their fingerprints stand for it.
        const keys = Object.keys(options.secretsOf(reference.service)).toSorted();
        return `<${reference.key} of ${keys.map((key) => options.secretFingerprint(reference.service, key)).join(' ')}>`;
      }
    }
  });
}

/** JSON with sorted keys: equal values give equal text. */
export function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map((each: JsonValue) => canonical(each)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Enough to tell one field's change; the whole hash decides. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 8);
}

/** One hash over all field hashes, in sorted order. */
export function hashOfFields(hashes: Readonly<Record<string, string>>): string {
  return sha256(canonical(hashes));
}
