import type { ComposeService } from '../types.ts';
import { teller, type StackContext } from './context.ts';
import { routesOf } from './decide.ts';

/** `uses`: what a service waits for, and what its variables name. */
export function usesWords(service: ComposeService, { uses, targets, makers, report }: StackContext): Readonly<Record<string, unknown>> {
  const own = targets.get(service.name);
  const tell = teller(own?.name ?? service.name, report);
  const names: string[] = [];
  const routed = new Set(own?.fit === undefined ? [] : routesOf(own.fit).map(({ to }) => to.slice(0, to.lastIndexOf('.'))));
  for (const use of uses.filter(({ consumer }) => consumer === service)) {
    const target = targets.get(use.target);
    if (target === undefined) continue;
    const dependency = service.dependencies.find(({ service: name }) => name === use.target);
    const isRouted = routed.has(use.target);
    if (!isRouted) names.push(target.name);
    const maker = makers.find((each) => each.target === use.target && service.dependencies.some((every) => every.service === each.helper.name));
    if (dependency === undefined && maker !== undefined) tell(`depends_on ${maker.helper.name}`, 'carried', [`uses: ${target.name}, which makes the buckets itself`]);
    else if (dependency === undefined) tell(`names ${use.target}`, 'approximated', [`uses: ${target.name}`, 'it waits for it now, and is told its addresses as variables too']);
    else if (isRouted) tell(`${dependency.by} ${use.target}`, 'carried', ['a route; the template needs not wait']);
    else if (dependency.condition === 'service_started') tell(`${dependency.by} ${use.target}`, 'approximated', [`uses: ${target.name}`, 'it waits until that is ready, not only started']);
    else tell(`${dependency.by} ${use.target} (${dependency.condition})`, 'carried', [`uses: ${target.name}`]);
    if (dependency?.restart === true) tell(`restart with ${use.target}`, 'approximated', ['not restarted with it', 'an address that changes makes its container anew']);
  }
  return names.length === 0 ? {} : { uses: names };
}
