import { replaceReferences } from './references.ts';
import type { Text } from './types.ts';

/** Stands for what another Secret gives, so that it counts as no text of ours. */
const GIVEN = '\u0001';

const secretName = /secret|password|passwd|passphrase|requirepass|masterauth|token|credential|api_?key|private_?key|access_?key|(?:encryption|signing|master|account)_?key|basicauth|(?:^|_)(?:(?:PG|DB)?PASS|PWD|PW|PAT|SALT|PEPPER|REDISCLI_AUTH)(?:_|$)/i;
// `PASSWORD_FILE` and `TOKEN_URL` name a place, `TOKEN_TTL` and `PASSWORD_MIN_LENGTH` a setting.
const placeName = /_(?:FILE|PATH|DIR|URL|URI|HOST|PORT|NAME|TTL|LENGTH|SECONDS|MILLISECONDS)$/i;
const setting = /^(?:true|false|none|\d{1,4})$/i;

/** What in a text is a secret whatever its name: the last group is the secret word. */
const secretTexts: readonly RegExp[] = [
  // A scheme is short: unbounded, long texts would take the square of their length.
  /[a-z][a-z0-9+.-]{0,30}:\/\/[^/\s:@]*:([^/\s@]+)@/gi,
  // A token alone before the host, and an address without a scheme; `image:1@sha256:…` is none.
  /https?:\/\/([^/\s:@]{8,})@/gi,
  /^[\w.-]+:([^\s@/:]+)@(?!sha\d+:)[\w.-]+/gi,
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)/g,
  /\b((?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|rk_live_)\w{6,}|AKIA[0-9A-Z]{16})/g,
  /^(?:[\w-]+:\s*)?(?:Bearer|Basic)\s+(\S{8,})$/gi,
  /(?:^|[;\s,])(?:password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*([^;,\s]+)/gi,
  /[?&][\w.-]*(?:tok|token|secret|password|passwd|pwd|api_?key|access_?key|signature)=([^&\s#]+)/gi,
  /["'][\w-]*(?:password|passwd|secret|token|api_?key)["']\s*:\s*["']([^"']+)["']/gi,
];

const given = (text: Text, other: string): string => replaceReferences(text, ({ to }) => (to === 'secret' || to === 'derived' ? GIVEN : other));

/** Whether a name tells of a secret, not of where one is or how long it lasts. */
export function isSecretName(name: string): boolean {
  const plain = name.replaceAll(/[.-]/g, '_');
  return secretName.test(plain) && !placeName.test(plain);
}

const isOurs = (word: string): boolean => word.replaceAll(GIVEN, '') !== '' && !setting.test(word);

function holdsSecretText(text: string, isLiteral: (word: string) => boolean): boolean {
  return secretTexts.some((pattern) => [...text.matchAll(pattern)].some(([, word = '']) => isLiteral(word)));
}

/** A variable or label whose text is a secret, or holds one beside its references: `STRIPE_TOKEN`, or an address with a password in it. */
export function holdsPlainSecret(name: string, text: Text): boolean {
  const holdsOptions = /(?:^|\s)--?[A-Za-z]/.test(text) && holdsSecretArgument([text]);
  if (holdsOptions || holdsSecretText(given(text, 'x'), isOurs)) return true;
  if (text === '' || setting.test(text) || !isSecretName(name)) return false;
  const rest = given(text, '').replaceAll(GIVEN, '');
  // `http://${{ host }}:80` and `Bearer ${{ secret }}` have no word of their own.
  return rest === text || !/^(?:[a-z][a-z0-9+.-]*:\/\/|(?:Bearer|Basic)\s+)?[:/.\s]*\d{0,5}\/?$/i.test(rest);
}

/** A word of a command line that the shell fills in is no secret: `$PASSWORD`, `$(cat /run/secrets/password)`. */
const isLiteralWord = (word: string): boolean => isOurs(word) && !/^["']?\$/.test(word) && word !== '""' && word !== "''";

/** Whether the words of a command, which may be scripts, hold a secret: `--password X`, `TOKEN=X`, `curl -u me:X`. */
export function holdsSecretArgument(words: readonly Text[]): boolean {
  const plain = words.map((word) => given(word, 'x'));
  if (plain.some((word) => holdsSecretText(word, isLiteralWord))) return true;
  const parts = plain.flatMap((word) => word.split(/\s+/)).map((part) => part.replace(/^["']+/, ''));
  const isMysql = parts.some((part) => /(?:^|\/)(?:mysql|mariadb)[\w-]*$/.test(part));
  const isRedis = parts.some((part) => /(?:^|\/)(?:redis|valkey)-cli$/.test(part));
  return parts.some((part, index) => {
    const next = parts[index + 1] ?? '';
    const [, assigned = '', value = ''] = /^(?:--?)?([A-Za-z][\w.-]*)=(.+)$/.exec(part) ?? [];
    if (isSecretName(assigned) && isLiteralWord(value)) return true;
    const [, user = ''] = /^(?:-u|--user=)["']?[^\s:]+:(\S+)$/.exec(part) ?? [];
    if (user !== '' && isLiteralWord(user)) return true;
    if ((part === '-u' || part === '--user') && isLiteralWord(/^[^:]+:(\D\S*|\d+\D\S*)$/.exec(next)?.[1] ?? '')) return true;
    if (isMysql && /^-p./.test(part) && isLiteralWord(part.slice(2))) return true;
    const takesSecret = (isRedis && part === '-a') || (/^--?[A-Za-z]/.test(part) && !part.includes('=') && isSecretName(part.replace(/^-+/, '')));
    return takesSecret && next !== '' && !next.startsWith('-') && isLiteralWord(next);
  });
}
