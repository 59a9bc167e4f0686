import type { StandardLinkOptions } from '@orpc/client/standard';
import { ClientRetryPlugin, type ClientRetryPluginContext } from '@orpc/client/plugins';

/** Rejects with the reason as soon as one of the signals aborts, whatever the promise still does. */
function endedBy<Value>(promise: Promise<Value>, signals: readonly AbortSignal[]): Promise<Value> {
  return new Promise((resolve, reject) => {
    const listeners = signals.map((signal) => {
      const listener = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', listener, { once: true });
      if (signal.aborted) listener();
      return () => signal.removeEventListener('abort', listener);
    });
    void promise.then(resolve, reject).finally(() => listeners.forEach((remove) => remove()));
  });
}

const isStream = (value: unknown): value is AsyncIterator<unknown> & AsyncIterable<unknown> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;

function streamEndedBy(stream: AsyncIterator<unknown>, signals: readonly AbortSignal[]): AsyncGenerator {
  let ended = false;
  const end = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await stream.return?.();
  };
  return {
    async next() {
      if (ended) return { done: true, value: undefined };
      try {
        const item = await endedBy(stream.next(), signals);
        ended = item.done === true;
        return item;
      } catch (error) {
        // While a connection is missing the stream below cannot end; nobody waits for it.
        void end().catch(() => undefined);
        throw error;
      }
    },
    async return(value) {
      await end();
      return { done: true, value: (await value) as unknown };
    },
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}

/**
 * For every link: retries where a call asks for it, and ends calls and streams at once when the caller aborts or the connection is closed
 * for good. Without it they would wait for the next connection first.
 */
export function linkOptions(closed?: AbortSignal): Pick<StandardLinkOptions<ClientRetryPluginContext>, 'interceptors' | 'plugins'> {
  return {
    // The first is the outermost: around the retries that the plugin adds.
    interceptors: [
      async (call) => {
        const signals = [call.signal, closed].filter((each) => each !== undefined);
        const output = await endedBy(call.next(), signals);
        return isStream(output) ? streamEndedBy(output, signals) : output;
      },
    ],
    plugins: [new ClientRetryPlugin()],
  };
}
