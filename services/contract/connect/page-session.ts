import { StackyardError } from '../errors.ts';

export interface PageSessionOptions {
  /** `location.hash` as the page was opened. Take it out of the address at once (`history.replaceState`). */
  readonly fragment: string;
  /** `sessionStorage`: of this tab only, and there again after a reload. */
  readonly storage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  readonly fetch: (path: string, request: { readonly method: 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body: string }) => Promise<{ readonly ok: boolean; json(): Promise<unknown> }>;
}

const key = 'stackyard.token';

export interface PageSession {
  /** The subprotocols for the WebSocket of browser mode. @throws StackyardError REFUSED_FOR_SAFETY in a tab that was not opened by a link. */
  protocols(): Promise<string[]>;
  /** Another link that came into this tab. Its token replaces the one before; where the server refuses the word, that one stays. */
  takeLink(fragment: string): Promise<void>;
}

const wordOf = (fragment: string): string | undefined => /^#start=([\w-]+)$/.exec(fragment)?.[1];

/** The one-use word in the address is swapped for a token at the first call; a reload takes the token from the tab's storage. */
export function createPageSession({ fragment, storage, fetch }: PageSessionOptions): PageSession {
  let start = wordOf(fragment);
  const redeem = async (word: string): Promise<void> => {
    const response = await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ start: word }) });
    // Used before: a reload in a browser that kept the address. The token of then is in the storage.
    start = undefined;
    const answer: unknown = response.ok ? await response.json() : undefined;
    if (typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string') storage.setItem(key, answer.token);
  };
  return {
    async protocols() {
      if (start !== undefined) await redeem(start);
      const token = storage.getItem(key);
      if (token === null) throw new StackyardError('REFUSED_FOR_SAFETY', 'This tab was not opened by a link of Stackyard.', { hint: 'Run stackyard ui for a new link.' });
      return ['orpc', `stackyard.${token}`];
    },
    async takeLink(next) {
      const word = wordOf(next);
      if (word !== undefined) await redeem(word);
    },
  };
}
