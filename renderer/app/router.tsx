import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { loadAgain } from '../lib/load-again.ts';
import { parseSearch, stringifySearch, type Search } from '../lib/url-state.ts';
import { Frame } from './frame/Frame.tsx';
import { FirstScreen, Home } from './Home.tsx';
import { NoScreen, NothingHere } from './NothingHere.tsx';
import { ScreenFailure } from './ScreenFailure.tsx';
import { screens, stacklessScreens, type Screen } from './screens.ts';
import { StackGate } from './StackGate.tsx';

const root = createRootRoute({ component: Frame, validateSearch: (search: Search): Search => search });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const stack = createRoute({ getParentRoute: () => root, path: '$stack', component: StackGate });
const component = ({ load }: Screen) => lazyRouteComponent(async () => ({ default: await loadAgain(load) }));
const children = screens.map((screen) => createRoute({ getParentRoute: () => stack, path: screen.parameter === undefined ? screen.path : `${screen.path}/{-$${screen.parameter}}`, component: component(screen) }));
const stackless = stacklessScreens.map((screen) => createRoute({ getParentRoute: () => root, path: `-/${screen.path}`, component: component(screen) }));
// What no screen is called is told where it stands. It never leads to another stack.
const rest = [createRoute({ getParentRoute: () => stack, path: '/', component: FirstScreen }), createRoute({ getParentRoute: () => stack, path: '$', component: NoScreen })];
const stacklessRest = createRoute({ getParentRoute: () => root, path: '-/$', component: NothingHere });

/** The router shows nothing at all at an address that begins with more than one slash. Heard before the router hears it. */
function shorten(): void {
  if (location.hash.startsWith('#//')) history.replaceState(history.state, '', location.hash.replace(/\/+/, '/'));
}
addEventListener('popstate', shorten);
shorten();

/** Addresses stand in the fragment: the same for a server's page and for a file of the desktop app, and no server needs to know them. */
export const router = createRouter({
  routeTree: root.addChildren([home, ...stackless, stacklessRest, stack.addChildren([...children, ...rest])]),
  history: createHashHistory(),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: ScreenFailure,
  defaultNotFoundComponent: NothingHere,
  defaultPreload: 'intent',
});
