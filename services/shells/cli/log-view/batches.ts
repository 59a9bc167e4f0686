const notYet = Symbol('not yet');

/** The value if it comes without waiting for the outside world; a rejection is left to whoever awaits the promise itself. */
async function ifReady<Value>(promise: Promise<Value>): Promise<Value | typeof notYet> {
  let settled: Value | typeof notYet = notYet;
  const watch = promise.then(
    (value) => void (settled = value),
    () => undefined,
  );
  // A generator with a line at hand needs a few turns of the microtask queue; the event loop is asked only after those.
  for (let turn = 0; turn < 8; turn += 1) {
    await Promise.resolve();
    if (settled !== notYet) return settled;
  }
  await Promise.race([watch, new Promise((resolve) => setImmediate(resolve))]);
  return settled;
}

/**
 * Groups what a source has ready, without ever waiting for more: a quiet log is shown line by line, a busy one in
 * groups of at most `limit`.
 */
export async function* batches<Item>(source: AsyncIterable<Item>, limit: number): AsyncGenerator<Item[]> {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<Item>> | undefined;
  try {
    for (;;) {
      const batch: Item[] = [];
      let result = await (pending ?? iterator.next());
      pending = undefined;
      while (result.done !== true) {
        batch.push(result.value);
        if (batch.length >= limit) break;
        pending = iterator.next();
        const next = await ifReady(pending);
        if (next === notYet) break;
        pending = undefined;
        result = next;
      }
      if (batch.length > 0) yield batch;
      if (result.done === true) return;
    }
  } finally {
    await iterator.return?.();
  }
}
