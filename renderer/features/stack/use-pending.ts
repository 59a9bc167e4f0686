import { useQuery } from '@tanstack/react-query';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { StackSnapshot } from '../../../services/contract/views/stack-view.ts';
import { useCore } from '../../lib/core.ts';
import { pendingOf, type Pending } from './pending.ts';

/** Sources of a build change without a word to anyone; they are looked at this often (ms), and when the window is looked at again. */
const lookEvery = 30_000;

/** Asked only while nothing is under way and the engine answers: a plan of a moving stack is none. */
export function usePending(file: string, snapshot: StackSnapshot | undefined): Pending | undefined {
  const core = useCore();
  const isQuiet = snapshot?.engine.state === 'connected' && snapshot.problem === undefined && snapshot.status.elsewhere === undefined && snapshot.changing === undefined && snapshot.jobs.every(({ state }) => state !== 'running');
  const last = snapshot?.jobs.at(-1)?.id;
  const { data } = useQuery<Pending>({
    queryKey: ['stacks.pending', file, snapshot?.revision, last],
    queryFn: async ({ signal }) => pendingOf(await core.stacks.plan({ file }, { signal, ...resumed })),
    enabled: isQuiet,
    refetchInterval: lookEvery,
    refetchOnWindowFocus: true,
  });
  return isQuiet ? data : undefined;
}
