import { replaceReferences } from '../topology/references.ts';
import type { Text } from '../topology/types.ts';

/** Stands for a secret that a text names and does not hold. */
const NAMED = '\u0001';

const tellingName = /secret|password|passwd|passphrase|token|credential|api_?key|private_?key|access_?key|(?:signing|encryption|session|master)_?key|(?:^|[._-])(?:pg)?(?:pass|pwd|pw|pat|salt|pepper)$|auth(?:orization)?_header$/i;
/** `PASSWORD_FILE` and `TOKEN_URL` name a place, `TOKEN_TTL` and `PASSWORD_MIN_LENGTH` are settings. */
const settingName = /[._-](?:FILE|PATH|DIR|URL|URI|ENDPOINT|ISSUER|AUDIENCE|HOST|PORT|NAME|TYPE|ALGORITHM|PREFIX|TTL|AGE|EXPIRY|EXPIRES|EXPIRATION|LENGTH|MIN|MAX|COUNT|LIMIT|ENABLED|REQUIRED|SECONDS|MILLISECONDS|MINUTES|HOURS|DAYS)$/i;
const settingText = /^(?:true|false|yes|no|on|off|none|null|\d{1,4})$/i;

/** What stands where a secret would, and is none: a variable of a shell, a template's or printf's place, a setting, a path. */
const noSecret = new RegExp(`^["']?(?:[$%<{*]|${NAMED})|^["']?(?:\\.{0,2}/|~/)|^["']?(?:true|false|yes|no|on|off|none|null|optional|required|\\d{1,4})["']?$`, 'i');
const isSecretWord = (word: string | undefined): boolean => word !== undefined && word !== '' && !word.includes(NAMED) && !noSecret.test(word);

/** Each captures what would be the secret. */
const secretPlaces: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^/\s@]+)@/gi,
  /(?:password|passwd|passphrase|\bpwd|secret|token|\btok|api[_-]?key|access[_-]?key|private[_-]?key)\s*=\s*("[^"]*"|'[^']*'|[^\s;&,]+)/gi,
];
/** Of words that a program is given, as options that take the next word. */
const optionPlaces: readonly RegExp[] = [/(?:^|\s)--?(?:[a-z0-9-]*(?:password|passwd|passphrase|secret|token|api-?key|access-?key|private-?key)|requirepass|masterauth)\s+([^\s-]\S*)/gi];
const userOption = /(?:^|\s)(?:-u|--user)[= ]?[^\s:]+:(\S+)/g;
const secretForms = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abpr]-[\w-]{10,}|[sr]k_live_\w{10,}|AKIA[0-9A-Z]{16}\b|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+)|^(?:Bearer|Basic)\s+[\w.+/=-]{6,}$/;

/** Addresses become a word, secrets a mark. */
function settled(text: Text): string {
  return replaceReferences(text, ({ to }) => (to === 'secret' || to === 'derived' ? NAMED : 'x'));
}

const holdsSecret = (text: string, places: readonly RegExp[]): boolean => secretForms.test(text) || places.some((place) => [...text.matchAll(place)].some(([, word]) => isSecretWord(word)));

/** A text of such a name whose value is a secret that the stack file holds in plain words: `STRIPE_TOKEN`, or an address with a password in it. */
export function holdsPlainSecret(name: string, text: Text): boolean {
  if (text === '') return false;
  const value = settled(text);
  if (holdsSecret(value, secretPlaces)) return true;
  if (/(?:^|[._-])dsn$/i.test(name) && /:\/\/[^/\s@]{8,}@/.test(value) && !value.includes(NAMED)) return true;
  if (!tellingName.test(name) || settingName.test(name) || settingText.test(text) || value.includes(NAMED)) return false;
  if (value === text) return true;
  // With an address in it: what is left beside the address, unless it is one as a whole.
  const rest = replaceReferences(text, () => '').replaceAll(/[^a-z]/gi, '');
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(value) && rest.length > 3;
}

/** Words that a program is started with, or is asked by, which hold a secret themselves: whoever reads the files or lists processes sees it. */
export function wordsHoldSecret(words: readonly Text[]): boolean {
  const line = words.map(settled).join(' ');
  const callsWeb = /(?:^|[\s/])(?:curl|wget|http|https|xh)\s/.test(line);
  return words.some((word) => holdsSecret(settled(word), secretPlaces)) || holdsSecret(line, callsWeb ? [...optionPlaces, userOption] : optionPlaces);
}
