import { reportAt, type Offer, type StackSource } from './draft.ts';
import { expandText } from './expand-text.ts';
import type { Fault } from './fault.ts';
import { suggest } from './nearest-word.ts';
import type { Offers } from './offer.ts';
import { toText } from './references.ts';
import type { Text } from './types.ts';
import type { TreePath } from './yaml-tree.ts';

/** Text of a stack file: `${{ services.cache.url }}`, `${{ services.cache.ports.redis }}`, `${{ self.host }}` … */
export function expandStackText(text: string, { offer, offers, path }: { readonly offer: Offer; readonly offers: Offers; readonly path: TreePath }, stack: StackSource): Text {
  if (!text.includes('${{')) return text;
  return expandText(text, { ...offer.scope, other: (service, rest) => bindingOf(offers, service, rest) }, (fault) => reportAt(stack, path, fault));
}

function bindingOf(offers: Offers, service: string, rest: readonly string[]): Text | Fault {
  const offer = offers.get(service);
  if (offer === undefined) return { message: `There is no service "${service}".`, hint: suggest(service, offers.keys(), 'services') };
  const [word = '', key = ''] = rest;
  const names = [...Object.keys(offer.bindings), 'host', ...(offer.kind?.derive === undefined ? [] : ['derived'])];
  if (rest.length === 1 && word === 'host') return toText({ to: 'host', service });
  if (rest.length === 1 && Object.hasOwn(offer.bindings, word)) return offer.bindings[word] ?? '';
  if (rest.length === 2 && word === 'ports' && Object.hasOwn(offer.ports, key)) return toText({ to: 'port', service, port: key });
  if (rest.length === 2 && word === 'secrets' && Object.hasOwn(offer.secrets, key)) return toText({ to: 'secret', service, key });
  if (rest.length === 2 && word === 'derived' && offer.scope.derived?.has(key) === true) return toText({ to: 'derived', service, key });
  if (word === 'ports') return { message: `${service} has no port "${key}".`, hint: suggest(key, Object.keys(offer.ports), 'ports') };
  if (word === 'secrets') return { message: `${service} has no secret "${key}".`, hint: suggest(key, Object.keys(offer.secrets), 'secrets') };
  return { message: `${service} offers no "${rest.join('.')}".`, hint: suggest(word, new Set(names), 'bindings') };
}
