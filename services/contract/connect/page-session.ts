import { StackyardError } from '../errors.ts';

export interface PageSessionOptions {
  /** `location.hash` as the page was opened. Take it out of the address at once (`history.replaceState`). */
  readonly fragment: string;
  /** `sessionStorage`: of this tab only, and there again after a reload. */
  readonly storage: { getItem(key: string): string | null; setItem(key: string, value: string): void; removeItem(key: string): void };
  readonly fetch: (path: string, request: { readonly method: 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body: string }) => Promise<{ readonly ok: boolean; json(): Promise<unknown> }>;
}

const key = 'stackyard.token';
/** What is asked for a word that has no answer yet. */
const askedKey = 'stackyard.start';

export interface PageSession {
  /** The subprotocols for the WebSocket of browser mode. @throws StackyardError REFUSED_FOR_SAFETY in a tab that was not opened by a link. */
  protocols(): Promise<string[]>;
  /** Another link that came into this tab. Its token replaces the one before; where the server refuses the word, that one stays. */
  takeLink(fragment: string): Promise<void>;
}

const wordOf = (fragment: string): string | undefined => /^#start=([\w-]+)$/.exec(fragment)?.[1];

/**
 * The one-use word in the address is swapped for a token at the first call; a reload takes the token from the tab's storage. An answer may be
 * lost after the word was spent (Chromium cuts connections while network interfaces come and go). So the word is asked with a nonce of this
 * tab, by which the server knows a repeat; both stay in the storage until there is an answer, also for the page after a reload.
 */
export function createPageSession({ fragment, storage, fetch }: PageSessionOptions): PageSession {
  let link = fragment;
  const redeem = async (): Promise<void> => {
    const word = wordOf(link);
    link = '';
    if (word !== undefined && !storage.getItem(askedKey)?.includes(`"${word}"`)) storage.setItem(askedKey, JSON.stringify({ start: word, nonce: crypto.getRandomValues(new Uint32Array(4)).join('-') }));
    for (let pause = 100; ; pause *= 2) {
      const body = storage.getItem(askedKey);
      if (body === null) return;
      try {
        const response = await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        const answer: unknown = response.ok ? await response.json() : undefined;
        // Refused: a reload in a browser that kept the address. The token of then is in the storage.
        if (typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string') storage.setItem(key, answer.token);
        // Another link may have come meanwhile.
        if (storage.getItem(askedKey) === body) storage.removeItem(askedKey);
      } catch (error) {
        if (pause > 1_000) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
  return {
    async protocols() {
      await redeem();
      const token = storage.getItem(key);
      if (token === null) throw new StackyardError('REFUSED_FOR_SAFETY', 'This tab was not opened by a link of Stackyard.', { hint: 'Run stackyard ui for a new link.' });
      return ['orpc', `stackyard.${token}`];
    },
    async takeLink(next) {
      link = next;
      await redeem();
    },
  };
}
