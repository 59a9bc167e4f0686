import type { DesiredProcessService } from '../container/types.ts';
import type { ObservedProcess } from './types.ts';

/** Whether a host process is started, anew where it runs otherwise than desired or keeps ending. */
export function mustStart({ hash }: DesiredProcessService, found: ObservedProcess | undefined): boolean {
  return found?.running !== true || found.hash !== hash || found.failing === true;
}
