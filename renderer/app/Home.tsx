import { Navigate, useLocation, useParams } from '@tanstack/react-router';
import { openedByLink } from '../lib/connection.ts';
import { usePreferences } from '../lib/preferences.ts';
import { slugOf } from '../lib/slugs.ts';
import { useMachine } from '../lib/stacks.ts';
import type { Search } from '../lib/url-state.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { NothingHere } from './NothingHere.tsx';
import { screens } from './screens.ts';

/** Nothing but what may be asked of any screen; the router shortens `#//` and the like to this as well. */
const isBare = (): boolean => /^(#\/?(\?.*)?)?$/.test(location.hash);

// Where nearly everybody is led to: its code comes while the core is asked for the stacks. The router asks again for what was lost.
if (isBare()) screens.find(({ path }) => path === 'stack')?.load().catch(() => undefined);

/** The stack that was open last, else the newest; without any, the screen that makes one. */
export function Home() {
  const { data, error } = useMachine();
  const last = usePreferences((preferences) => preferences.lastStack);
  if (!isBare()) return <NothingHere />;
  if (data === undefined) return error === undefined ? undefined : <ErrorState error={error} />;
  // A link is for the stack of the folder that it was asked in, which is the newest.
  const remembered = openedByLink() ? undefined : data.stacks.find((stack) => stack.file === last)?.file;
  const file = remembered ?? data.stacks[0]?.file;
  const slug = file === undefined ? undefined : slugOf(data.stacks, file);
  return <Onward from="/" to={slug === undefined ? '/-/open' : `/${encodeURIComponent(slug)}/stack`} />;
}

/** What a stack is opened with. */
export function FirstScreen() {
  const { stack = '' } = useParams({ strict: false });
  return <Onward from={`/${stack}`} to={`/${encodeURIComponent(stack)}/stack`} />;
}

/** `Navigate` goes once. Who comes back before the screen that it led to was there is led once more, who goes elsewhere meanwhile is not. */
function Onward({ from, to }: { readonly from: string; readonly to: string }) {
  const isHere = useLocation({ select: ({ pathname }) => [from, encodeURI(from)].includes(pathname.replace(/(.)\/$/, '$1')) });
  return isHere ? <Navigate to={to} search={(before: Search) => before} replace /> : undefined;
}
