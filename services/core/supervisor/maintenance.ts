import { asStackyardError } from '../../contract/errors.ts';
import type { Store } from '../../store/index.ts';
import type { AppSettings } from '../settings/app-settings.ts';

const HOUR = 3_600_000;

/** Retention, check and backup of the store: at the start and once an hour. A timer that is late runs it once. */
export function startMaintenance({ store, settings }: { readonly store: Store; readonly settings: AppSettings }, complain: (message: string) => void): AsyncDisposable {
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    const { eventDays, metricDays } = await settings.refresh();
    await store.maintain({ events: eventDays, metrics: metricDays });
  };
  const run = (): void => {
    running = running.then(look).catch((error: unknown) => complain(`the store could not be looked after: ${asStackyardError(error).message}`));
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
