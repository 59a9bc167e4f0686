import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Tokens {
  /** A word for one use, good for ten minutes. */
  link(): string;
  /** The token that a tab keeps; undefined for a word that never was, was used, or is too old. */
  redeem(start: string): string | undefined;
  accepts(token: string): boolean;
}

const linkMilliseconds = 600_000;
/** The oldest is forgotten: whoever makes so many has the newest. */
const mostAtOnce = 100;

const digestOf = (word: string): Buffer => createHash('sha256').update(word).digest();
const newWord = (): string => randomBytes(32).toString('base64url');

function keep<Item>(items: Item[], item: Item): void {
  items.push(item);
  if (items.length > mostAtOnce) items.shift();
}

/** `own` is good as a token for as long as the server lives: the command that finds it in a 0600 file asks for links with it. */
export function createTokens(own: string, now: () => number = Date.now): Tokens {
  const links: { readonly digest: Buffer; readonly until: number }[] = [];
  const tokens: Buffer[] = [];
  const kept = digestOf(own);
  return {
    link() {
      const word = newWord();
      keep(links, { digest: digestOf(word), until: now() + linkMilliseconds });
      return word;
    },
    redeem(start) {
      const digest = digestOf(start);
      const found = links.findIndex((each) => timingSafeEqual(each.digest, digest));
      const link = found === -1 ? undefined : links.splice(found, 1)[0];
      if (link === undefined || link.until < now()) return undefined;
      const token = newWord();
      keep(tokens, digestOf(token));
      return token;
    },
    accepts(token) {
      const digest = digestOf(token);
      return [kept, ...tokens].some((each) => timingSafeEqual(each, digest));
    },
  };
}
