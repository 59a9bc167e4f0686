/** The one place that pages of the app come from. */
export const pageAddress = 'app://stackyard/';

const longestLink = 2_000;
/** Said in the window, wherever it is: the link that was opened leads nowhere. */
export const linkRefused = '?notice=link';
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
  return isScreenAddress(rest) ? rest : undefined;
}

export const isLink = (word: string): boolean => /^stackyard:/i.test(word);

/** Has the shape of a screen's address; whether it is one is for the page to say. */
export function isScreenAddress(address: string): boolean {
  if (address.length > longestLink || !screenAddress.test(address)) return false;
  const [path = ''] = address.split('?');
  return path.split('/').slice(1).every(isPlain);
}

/** Not one that says something else once it is decoded. */
function isPlain(part: string): boolean {
  try {
    return !/^\.{1,2}$|\p{Cc}/u.test(decodeURIComponent(part));
  } catch {
    return false;
  }
}

/** The screen that a page shows (`app://stackyard/#/shop/logs`: `/shop/logs`); undefined where it shows none. */
export function screenOfPage(address: string): string | undefined {
  const screen = isPage(address) ? new URL(address).hash.slice(1) : '';
  return isScreenAddress(screen) ? screen : undefined;
}

/** A screen, and something to be said or shown on it. */
export const withSearch = (screen: string, search: string): string => `${screen}${screen.includes('?') ? search.replace('?', '&') : search}`;

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

/** The one page that a window shows, at any of its screens: other addresses of ours are its parts. */
export function isPage(address: string): boolean {
  if (!isOwnAddress(address)) return false;
  const { pathname, search } = new URL(address);
  return pathname === '/' && search === '';
}

/** What the user's browser may be asked to open: pages of the web and of the user's own services, without credentials in the address. */
export function addressForBrowser(address: string): string | undefined {
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  if (parsed === undefined || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return undefined;
  return parsed.username === '' && parsed.password === '' ? parsed.href : undefined;
}
