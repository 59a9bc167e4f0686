import { resumed } from '../../services/contract/connect/core-client.ts';
import { useCore } from './core.ts';
import { useLive, type Live } from './live.ts';
import { mostTailLines, withBatch, type Tail } from './log-tail.ts';
import { useCurrentStack } from './stacks.ts';

/** The newest lines of a service, followed. Without a service nothing is. */
export function useLogTail(service: string | undefined, tail = mostTailLines): Live<Tail> {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  return useLive({
    key: ['logs.follow', file, service, tail],
    open: service === undefined ? undefined : (signal) => core.logs.follow({ file, services: [service], tail }, { signal, ...resumed }),
    reduce: withBatch,
  });
}
