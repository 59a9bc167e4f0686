import type { Log } from './log.ts';
import { reasonOf } from './log.ts';

/**
 * Runs `stop` once on SIGTERM or SIGINT, then ends the process: 0, or 1 where it failed or took longer than `graceSeconds`.
 * Pid 1 ignores signals without a handler, so a container without this is killed after its grace period.
 */
export function stopOnSignal(log: Log, graceSeconds: number, stop: () => Promise<void>): void {
  let stopping = false;
  const begin = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    const timer = setTimeout(() => {
      log.error('stopping took too long', { graceSeconds });
      process.exit(1);
    }, graceSeconds * 1000);
    stop().then(
      () => {
        clearTimeout(timer);
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error('stopping failed', { reason: reasonOf(error) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}
