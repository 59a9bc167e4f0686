const notYet = Symbol('not yet');

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
        // It is awaited in the next round; until then a rejection must not count as unhandled.
        pending.catch(() => undefined);
        const next = await Promise.race([pending, new Promise<typeof notYet>((resolve) => setImmediate(resolve, notYet))]).catch(() => notYet);
        if (typeof next === 'symbol') break;
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
