import { StackyardError } from '../../contract/errors.ts';
import type { DesiredVolume } from '../container/types.ts';
import type { Earlier, EarlierName } from '../observe/types.ts';
import { labels } from '../types.ts';
import { listed } from './listed.ts';

/** What runs under names that the stack had before, and what to do about it. Undefined where nothing is there but a network. */
export function earlierWords(names: readonly EarlierName[]): { readonly message: string; readonly hint: string } | undefined {
  const there = names.filter(({ services }) => services.length > 0);
  if (there.length === 0) return undefined;
  const parts = there.map(({ name, services, running }) => {
    if (running.length === 0) return `containers of ${listed(services)} are still there under ${name}`;
    return `${listed(running)} still ${running.length === 1 ? 'runs' : 'run'} under ${name}`;
  });
  const before = there.length === 1 ? 'the name that this stack had before' : 'names that this stack had before';
  return {
    message: `${parts.join('; ').replace(/^containers/, 'Containers')}, ${before}.`,
    hint: `Stop the stack (stackyard down): that takes them along and keeps their volumes. Or name it ${listed(there.map(({ name }) => name)).replace(' and ', ' or ')} again.`,
  };
}

/** CONFLICT while something runs under a name that the stack had before: it would go on beside the new one, with its ports and nobody to stop it. */
export function refuseEarlierNames(names: readonly EarlierName[]): void {
  const words = earlierWords(names.filter(({ running }) => running.length > 0));
  if (words !== undefined) throw new StackyardError('CONFLICT', `${words.message} Nothing was changed.`, { hint: words.hint });
}

/** CONFLICT where services that are named are there under a name that the stack had before: stopping them is the matter of the whole stack. */
export function refuseEarlierServices(names: readonly EarlierName[], only: readonly string[]): void {
  const among = (services: readonly string[]): readonly string[] => services.filter((name) => only.includes(name));
  const words = earlierWords(names.map(({ name, services, running }) => ({ name, services: among(services), running: among(running) })));
  if (words !== undefined) throw new StackyardError('CONFLICT', `${words.message} Nothing was changed.`, { hint: words.hint });
}

/** Where data is that a new and empty volume seems to have lost. */
export function keptBefore(made: readonly DesiredVolume[], { volumes }: Earlier): readonly string[] {
  return made.flatMap(({ name, volume, service }) => {
    const before = volumes.filter((each) => each.labels[labels.volume] === volume);
    if (before.length === 0) return [];
    const names = listed(before.map((each) => each.name));
    const stacks = listed(before.flatMap((each) => each.labels[labels.stack] ?? [])).replace(' and ', ' or ');
    return [`${service} begins with an empty volume ${name}: what it held before is kept in ${names}, and is there again when the stack is named ${stacks}.`];
  });
}
