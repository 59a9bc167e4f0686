import { loadAgain } from '../lib/load-again.ts';
import { screens } from './screens.ts';

/** Nothing but what may be asked of any screen; the router shortens `#//` and the like to this as well. */
export const isBare = (): boolean => /^(#\/?(\?.*)?)?$/.test(location.hash);

/** What a bare address leads to is known before the core has said which stack: its code comes while the core is asked. */
export function fetchFirstScreen(): void {
  const [first] = screens;
  if (!isBare() || first === undefined) return;
  // Asked for again when it is shown, and told there.
  loadAgain(first.load).catch(() => undefined);
}
