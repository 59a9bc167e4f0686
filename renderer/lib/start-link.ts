export interface StartLink {
  /** What the session swaps for a token: `#start=…`; empty where the page was not opened by a link. */
  readonly start: string;
  /** The screen that the link leads to, where it names one: `/-/open?folder=…`. */
  readonly address: string | undefined;
}

/** The parts of the fragment that `stackyard ui` made. What it leads to is only ever a screen of this page. */
export function startLinkOf(fragment: string): StartLink {
  const [, start, to] = /^(#start=[\w-]+)(?:&to=([^&]*))?$/.exec(fragment) ?? [];
  if (start === undefined) return { start: '', address: undefined };
  const address = decoded(to ?? '');
  return { start, address: /^\/(?!\/)/.test(address) ? address : undefined };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // cut or damaged on its way: the link still opens the app
  }
}
