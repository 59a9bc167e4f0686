import type { Text } from './types.ts';

/** One of the four forms that remain after resolution; see `Text`. */
export type Reference =
  | { readonly to: 'host'; readonly service: string }
  | { readonly to: 'port'; readonly service: string; readonly port: string }
  | { readonly to: 'secret'; readonly service: string; readonly key: string }
  | { readonly to: 'derived'; readonly service: string; readonly key: string };

/** Writes a reference as text, for example `${{ services.cache.ports.redis }}`. */
export function toText(reference: Reference): Text {
  switch (reference.to) {
    case 'host':
      return `\${{ services.${reference.service}.host }}`;
    case 'port':
      return `\${{ services.${reference.service}.ports.${reference.port} }}`;
    case 'secret':
      return `\${{ services.${reference.service}.secrets.${reference.key} }}`;
    case 'derived':
      return `\${{ services.${reference.service}.derived.${reference.key} }}`;
  }
}

/** An escaped opening, or a whole reference. */
const pattern = /(\$\$\{\{)|\$\{\{\s*services\.([a-z][a-z0-9-]*)\.(?:(host)|(ports|secrets|derived)\.([A-Za-z0-9][A-Za-z0-9_-]*))\s*\}\}/g;

/** Replaces every reference; `$${{` becomes a plain `${{`. Text without references comes back unchanged. */
export function replaceReferences(text: Text, replace: (reference: Reference) => string): string {
  if (!text.includes('${{')) return text;
  return text.replace(pattern, (_whole, ...groups: readonly (string | undefined)[]) => {
    const [escaped, service = '', host, area, key = ''] = groups;
    return escaped === undefined ? replace(toReference({ service, host, area, key })) : '${{';
  });
}

export function referencesIn(text: Text): readonly Reference[] {
  const found: Reference[] = [];
  replaceReferences(text, (reference) => {
    found.push(reference);
    return '';
  });
  return found;
}

function toReference({ service, host, area, key }: { service: string; host: string | undefined; area: string | undefined; key: string }): Reference {
  if (host !== undefined) return { to: 'host', service };
  if (area === 'ports') return { to: 'port', service, port: key };
  return area === 'secrets' ? { to: 'secret', service, key } : { to: 'derived', service, key };
}
