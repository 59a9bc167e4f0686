/** The one place that pages of the app come from. */
export const pageAddress = 'app://stackyard/';

const longestLink = 2_000;
/** `/shop/services/cache?tab=logs`: up to four words, no dots that lead upwards, nothing that is not part of an address. */
const screenAddress = /^\/[\w~%-][\w.~%-]*(\/[\w~%-][\w.~%-]*){0,3}(\?[\w.~%=&+*:,;@/?!$'()-]*)?$/;

/**
 * Where a `stackyard://open/shop/logs?level=error` leads within the app; undefined for everything else. A link only ever shows: nothing
 * is started, stopped or written because a page of the web named it.
 */
export function addressOfLink(link: string): string | undefined {
  if (link.length > longestLink || !link.toLowerCase().startsWith('stackyard://')) return undefined;
  const [, host = '', rest = ''] = /^stackyard:\/\/([^/?#]*)([^#]*)$/i.exec(link) ?? [];
  if (host.toLowerCase() !== 'open') return undefined;
  return screenAddress.test(rest) ? rest : undefined;
}

/** The part of a page's address that names its stack, as it stands there (`app://stackyard/#/shop/logs`: `/shop`); undefined on a screen of none. */
export function stackOfPage(address: string | undefined): string | undefined {
  const [, stack] = /^#(\/[^/?]+)/.exec(address !== undefined && URL.canParse(address) ? new URL(address).hash : '') ?? [];
  return stack === '/-' ? undefined : stack;
}

/** Compared as parsed, never by its beginning: `app://stackyard.evil/` begins alike. */
export function isOwnAddress(address: string): boolean {
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  return parsed !== undefined && parsed.protocol === 'app:' && parsed.host === 'stackyard';
}

/** What the user's browser may be asked to open: pages of the web and of the user's own services, without credentials in the address. */
export function addressForBrowser(address: string): string | undefined {
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  if (parsed === undefined || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return undefined;
  return parsed.username === '' && parsed.password === '' ? parsed.href : undefined;
}
