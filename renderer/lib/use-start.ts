import { useStartJob } from './jobs.ts';
import { useStackSnapshot } from './stacks.ts';

export interface Start {
  readonly run: () => void;
  readonly isPending: boolean;
}

/** Starts a stack, or one service of it. Undefined while something of it runs, and as long as that is not known. */
export function useStart(file: string, service?: string): Start | undefined {
  const { mutate, isPending } = useStartJob();
  const states = useStackSnapshot(file).data?.status.services.filter(({ name }) => service === undefined || name === service) ?? [];
  if (states.length === 0 || states.some(({ state }) => state !== 'stopped' && state !== 'failed')) return undefined;
  return { run: () => mutate({ file, verb: 'up', ...(service === undefined ? {} : { services: [service] }) }), isPending };
}
