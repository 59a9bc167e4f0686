import { asStackyardError } from '../../contract/errors.ts';
import type { Store } from '../../store/index.ts';

const HOUR = 3_600_000;

/** Retention, check and backup of the store: at the start and once an hour. A timer that is late runs it once. */
export function startMaintenance(store: Store, complain: (message: string) => void): AsyncDisposable {
  let running = Promise.resolve();
  const run = (): void => {
    running = running.then(() => store.maintain()).catch((error: unknown) => complain(`the store could not be looked after: ${asStackyardError(error).message}`));
  };
  run();
  const timer = setInterval(run, HOUR);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
