import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { resumed } from '../../services/contract/connect/core-client.ts';
import type { EngineView } from '../../services/contract/views/engine-view.ts';
import type { JobView } from '../../services/contract/views/job-view.ts';
import type { StackSnapshot, StackSummary, StackView } from '../../services/contract/views/stack-view.ts';
import { useCore } from './core.ts';
import { useLive, type Live } from './live.ts';

const latest = <Item>(_before: Item | undefined, item: Item): Item => item;

export interface Machine {
  readonly engine: EngineView;
  readonly stacks: readonly StackSummary[];
  readonly jobs: readonly JobView[];
}

/** Engine, stacks and jobs of this machine, pushed on each change. */
export function useMachine(): Live<Machine> {
  const core = useCore();
  return useLive({ key: ['core.watch'], open: (signal) => core.core.watch({}, { signal, ...resumed }), reduce: latest<Machine> });
}

/** The engine went away: what is shown of services is what was seen last, and nothing new can be read. */
export const useEngineLost = (): boolean => useMachine().data?.engine.state === 'lost';

/** The stack of the screen: its file names it to the core, its slug names it in the address. */
export interface CurrentStack {
  readonly slug: string;
  readonly summary: StackSummary;
}
export const CurrentStackContext = createContext<CurrentStack | undefined>(undefined);

export function useCurrentStack(): CurrentStack {
  const stack = useContext(CurrentStackContext);
  if (stack === undefined) throw new Error('no stack above this component');
  return stack;
}

/** State of all services of a stack, pushed within 100 ms of a change. */
export function useStackSnapshot(file: string | undefined): Live<StackSnapshot> {
  const core = useCore();
  return useLive({ key: ['stacks.watch', file], open: file === undefined ? undefined : (signal) => core.stacks.watch({ file }, { signal, ...resumed }), reduce: latest<StackSnapshot> });
}

/** The topology; asked again when the snapshot's revision differs, the old one shown meanwhile. */
export function useStackView(file: string, revision: string | undefined) {
  const core = useCore();
  return useQuery<StackView>({ queryKey: ['stacks.view', file, revision], queryFn: ({ signal }) => core.stacks.view({ file }, { signal, ...resumed }), enabled: revision !== undefined, placeholderData: keepPreviousData });
}
