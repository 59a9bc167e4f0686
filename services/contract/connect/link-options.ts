import type { StandardLinkOptions } from '@orpc/client/standard';
import { ClientRetryPlugin, type ClientRetryPluginContext } from '@orpc/client/plugins';

/** Rejects all that is under way when its signal aborts. One listener for all, and none while nothing is: a signal may outlive thousands of calls. */
function createEnder(signal: AbortSignal | undefined): <Value>(promise: Promise<Value>) => Promise<Value> {
  const underWay = new Set<(reason: unknown) => void>();
  const rejectAll = (): void => underWay.forEach((reject) => reject(signal?.reason));
  return (promise) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) reject(signal.reason as Error);
      if (underWay.size === 0) signal?.addEventListener('abort', rejectAll);
      underWay.add(reject);
      const settled = (): void => {
        underWay.delete(reject);
        if (underWay.size === 0) signal?.removeEventListener('abort', rejectAll);
      };
      void promise.then(resolve, reject).finally(settled);
    });
}

type Ender = ReturnType<typeof createEnder>;

const isStream = (value: unknown): value is AsyncIterator<unknown> & AsyncIterable<unknown> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;

function streamEndedBy(stream: AsyncIterator<unknown>, endedBy: Ender): AsyncGenerator {
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
        const item = await endedBy(stream.next());
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
  const byClosing = createEnder(closed);
  return {
    // The first is the outermost: around the retries that the plugin adds.
    interceptors: [
      async (call) => {
        const byCaller = createEnder(call.signal);
        const ender: Ender = (promise) => byClosing(byCaller(promise));
        const output = await ender(call.next());
        return isStream(output) ? streamEndedBy(output, ender) : output;
      },
    ],
    plugins: [new ClientRetryPlugin()],
  };
}
