import type { EngineInfo } from '../types.ts';

/** The engine publishes and mounts here, as one behind a socket or pipe does; what is here says nothing of another machine's. */
export function isOnThisMachine({ address }: Pick<EngineInfo, 'address'>): boolean {
  return !/^(tcp|ssh|https?):/.test(address);
}
