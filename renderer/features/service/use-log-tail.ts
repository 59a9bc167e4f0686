import { resumed } from '../../../services/contract/connect/core-client.ts';
import { useCore } from '../../lib/core.ts';
import { useLive } from '../../lib/live.ts';
import { mostTailLines, withBatch } from '../../lib/log-tail.ts';
import { useCurrentStack } from '../../lib/stacks.ts';

export function useLogTail(service: string) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  return useLive({ key: ['logs.follow', file, service, mostTailLines], open: (signal) => core.logs.follow({ file, services: [service], tail: mostTailLines }, { signal, ...resumed }), reduce: withBatch });
}
