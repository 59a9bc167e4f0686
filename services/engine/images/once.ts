const running = new Map<string, { readonly work: Promise<unknown>; readonly abort: AbortController; waiters: number }>();

/**
 * Work on one key is done once in this process; all callers share its result. It is aborted when the last caller has aborted:
 * one service's cancel does not end a build that another one waits for.
 */
export async function once<Result>(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  let entry = running.get(key);
  if (entry === undefined || entry.abort.signal.aborted) {
    const abort = new AbortController();
    const started = work(abort.signal);
    const created = { work: started, abort, waiters: 0 };
    running.set(key, created);
    const forget = (): void => {
      if (running.get(key) === created) running.delete(key);
    };
    started.then(forget, forget);
    entry = created;
  }
  entry.waiters += 1;
  const shared = entry;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = (): void => {
    shared.waiters -= 1;
    if (shared.waiters > 0) return reject(signal.reason);
    // The last one waits until the work has cleaned up.
    shared.abort.abort(signal.reason);
  };
  signal.addEventListener('abort', leave, { once: true });
  try {
    return (await Promise.race([shared.work, aborted])) as Result;
  } finally {
    signal.removeEventListener('abort', leave);
    if (!signal.aborted) shared.waiters -= 1;
  }
}
