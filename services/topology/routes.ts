import type { Route } from '../contract/routes.ts';
import { reportAt, type Offer, type StackSource } from './draft.ts';
import { suggest, suggestService } from './nearest-word.ts';
import type { Offers } from './offer.ts';

export interface CheckedRoutes {
  /** With `to` as `service.port`. */
  readonly routes: readonly Route[];
  readonly routesTo: readonly string[];
}

/** Each target is a service and one of its ports; a route without port takes the first. */
export function routesOf(offer: Offer, offers: Offers, stack: StackSource): CheckedRoutes {
  const routes: Route[] = [];
  const places = new Map<string, number>();
  for (const [index, route] of (offer.input.routes ?? []).entries()) {
    const path = ['services', offer.name, 'routes', index];
    const [service = '', port, ...rest] = route.to.split('.');
    const target = offers.get(service);
    const report = (message: string, hint: string | undefined): void => reportAt(stack, [...path, 'to'], { message, hint });
    const place = `${route.host ?? '*'} ${route.prefix ?? '/'}`;
    const earlier = places.get(place);
    if (earlier !== undefined) reportAt(stack, path, { message: `Routes ${earlier + 1} and ${index + 1} of ${offer.name} match the same requests (host ${route.host ?? 'any'}, prefix ${route.prefix ?? '/'}).`, hint: 'Give one of them another prefix or host.' });
    places.set(place, index);
    if (rest.length > 0) report(`"${route.to}" is no target.`, 'Write service or service.port.');
    else if (service === offer.name) report(`${offer.name} routes to itself.`, 'Name another service.');
    else if (target === undefined) report(`The route leads to "${service}", which is no service.`, suggestService(service, [...offers.keys()].filter((each) => each !== offer.name)));
    else {
      const [first] = Object.keys(target.ports);
      const wanted = port ?? first;
      if (wanted === undefined) report(`${service} has no port to route to.`, `Write expose: { http: 8080 } on ${service}.`);
      else if (!Object.hasOwn(target.ports, wanted)) report(`${service} has no port "${wanted}".`, suggest(wanted, Object.keys(target.ports), 'ports'));
      else routes.push({ ...route, to: `${service}.${wanted}` });
    }
  }
  return { routes, routesTo: [...new Set(routes.map(({ to }) => to.split('.')[0] ?? ''))] };
}
