import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Tokens {
  /** A word for one use, good for ten minutes. */
  link(): string;
  /**
   * The token that a tab keeps; undefined for a word that never was, was used, or is too old. For half a minute who asks again with the nonce
   * that the word was spent with gets the same token: the answer may have been lost.
   */
  redeem(start: string, nonce?: string): string | undefined;
  accepts(token: string): boolean;
}

const linkMilliseconds = 600_000;
const repeatMilliseconds = 30_000;
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
  const tokens: { readonly digest: Buffer; readonly repeatUntil: number }[] = [];
  const kept = digestOf(own);
  const key = randomBytes(32);
  /** Made of word and nonce, so that it can be told again and neither is kept: the digest of the token knows both. */
  const tokenFor = (start: string, nonce: string): string => createHmac('sha256', key).update(JSON.stringify([start, nonce])).digest('base64url');
  return {
    link() {
      const word = newWord();
      keep(links, { digest: digestOf(word), until: now() + linkMilliseconds });
      return word;
    },
    redeem(start, nonce) {
      const digest = digestOf(start);
      const found = links.findIndex((each) => timingSafeEqual(each.digest, digest));
      const link = found === -1 ? undefined : links.splice(found, 1)[0];
      const token = nonce === undefined ? newWord() : tokenFor(start, nonce);
      const ofToken = digestOf(token);
      if (link === undefined) return tokens.some((each) => timingSafeEqual(each.digest, ofToken) && each.repeatUntil >= now()) ? token : undefined;
      if (link.until < now()) return undefined;
      keep(tokens, { digest: ofToken, repeatUntil: now() + repeatMilliseconds });
      return token;
    },
    accepts(token) {
      const digest = digestOf(token);
      return [kept, ...tokens.map((each) => each.digest)].some((each) => timingSafeEqual(each, digest));
    },
  };
}
