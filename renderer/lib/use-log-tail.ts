import { resumed } from '../../services/contract/connect/core-client.ts';
import { useCore } from './core.ts';
import { useLive, type Live } from './live.ts';
import { logsHelp, mostLastLines, mostTailLines, withBatch, type Tail, type TailLine } from './log-tail.ts';
import type { ServiceRow } from './service-rows.ts';
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

/** What a service in trouble wrote last; of one that is well, or of which nothing is told, no lines. */
export function useLastLines({ service, status, why }: ServiceRow): readonly TailLine[] {
  const { data } = useLogTail(why !== undefined && logsHelp.has(status.state) ? service.name : undefined, mostLastLines);
  return data?.lines.slice(-mostLastLines) ?? [];
}
