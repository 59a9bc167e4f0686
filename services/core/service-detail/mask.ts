import { createRedactor } from '../../store/index.ts';
import { contextResolver, materialize, type Lookups, type Topology } from '../topology.ts';

/** What stands where a secret is. */
export const masked = '••••••';

/** Takes the known secrets of a stack out of text, also as they stand in URLs, JSON and base64. */
export interface Mask {
  text(text: string): string;
}

/** `values`: every secret and derived value of the stack. Those under 4 characters are known by their references only. */
export function createMask(values: Iterable<string>): Mask {
  const redactor = createRedactor(values, masked);
  return { text: (text) => redactor.redact(text) };
}

/** Addresses as they are, secrets as `••••••`: what is resolved with these cannot hold one. */
export function maskedLookups({ hostPort }: Pick<Lookups, 'hostPort'>): Lookups {
  return { hostPort, secret: () => masked, derived: () => masked };
}

export interface Masking {
  readonly topology: Topology;
  readonly lookups: Pick<Lookups, 'hostPort'>;
  readonly mask: Mask;
}

/** Text as a service sees it, with its references answered and every secret taken out, whether it was written as a reference or not. */
export function maskedText(text: string, service: { readonly type: 'container' | 'process' }, { topology, lookups, mask }: Masking): string {
  const context = service.type === 'process' ? 'host' : 'container';
  return mask.text(materialize(text, contextResolver({ topology, context }, maskedLookups(lookups))));
}
