import type { VariableView } from '../../contract/views/service-detail.ts';
import { resolveVariables } from '../topology.ts';
import { masked, maskedLookups, type Masking } from './mask.ts';

type Asker = Parameters<typeof resolveVariables>[1];

/** Names that people give to secrets which we did not make; a path to a file that holds one is none. */
const secretName = /PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY/iu;
const pathName = /_(?:FILE|PATH)$/iu;
/** A password within an address: `scheme://user:password@host`. */
const withPassword = /:\/\/[^\s/@:]*:[^\s/@]+@/u;
/** From the first colon after the user to the last @: a password with one in it is hidden as a whole. */
const passwordPart = /(:\/\/[^\s/@:]*:)\S+@/u;
/** Nothing but a scheme, a user, a host, a port and a path may be seen; what follows may be a key. */
const address = /^[a-z][a-z\d+.-]*:\/\/[^\s?#]+$/iu;
/** What stands for a secret in manifests. */
const placeholder = /\$\([A-Z0-9_]+\)/gu;

function mayHoldSecret(name: string, value: string): boolean {
  const own = value.replaceAll(placeholder, '');
  if (own === '') return false;
  return withPassword.test(own) || (secretName.test(name) && !pathName.test(name));
}

/** An address without its secret parts; undefined for what is none, or is a secret as a whole. Pure. */
function redactedAddress(name: string, value: string, mask: Masking['mask']): string | undefined {
  const shown = mask.text(value).replace(passwordPart, `$1${masked}@`);
  return shown.includes(masked) && address.test(shown) && !secretName.test(name) ? shown : undefined;
}

/** Variables of one context; a value that holds a secret, or may, is left out. Pure. */
export function variableViews(texts: Readonly<Record<string, string>>, context: Asker['context'], { topology, lookups, mask }: Masking): readonly VariableView[] {
  const values = resolveVariables(texts, { topology, context }, maskedLookups(lookups));
  return Object.entries(values).map(([name, value]) => {
    const secret = value.includes(masked) || mask.text(value) !== value || mayHoldSecret(name, value);
    if (!secret) return { name, secret, value };
    const redacted = redactedAddress(name, value, mask);
    return { name, secret, ...(redacted === undefined ? {} : { redacted }) };
  });
}
