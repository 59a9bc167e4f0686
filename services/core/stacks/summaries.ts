import { dirname } from 'node:path';
import type { ServiceState } from '../../contract/results.ts';
import type { StackSummary } from '../../contract/views/stack-view.ts';
import type { CoreHost } from '../router/host.ts';
import type { StackSnapshot } from '../supervisor/types.ts';
import type { KnownStack } from './known-stacks.ts';

function statesOf({ status }: StackSnapshot): StackSummary['states'] {
  const states: Partial<Record<ServiceState, number>> = {};
  for (const { state } of status.services) states[state] = (states[state] ?? 0) + 1;
  return states;
}

export function stackSummary({ file, name, openedAt }: KnownStack, snapshot: StackSnapshot | undefined): StackSummary {
  return {
    file,
    name: snapshot?.stack ?? name,
    directory: dirname(file),
    states: snapshot === undefined ? {} : statesOf(snapshot),
    ...(snapshot?.problem === undefined ? {} : { problem: snapshot.problem }),
    openedAt,
  };
}

/** What the switcher shows: every stack that was opened, with its states where it is followed. */
export async function stackSummaries({ knownStacks, supervisor }: Pick<CoreHost, 'knownStacks' | 'supervisor'>): Promise<readonly StackSummary[]> {
  const known = await knownStacks();
  return known.map((each) => stackSummary(each, supervisor.snapshot(each.file)));
}
