type Work<Item> = (report: (item: Item) => void) => Promise<void>;

/** Runs all work at once and yields what it reports as it comes; throws the first failure after all have ended. */
export async function* merged<Item>(works: readonly Work<Item>[]): AsyncGenerator<Item> {
  const waiting: Item[] = [];
  let wake = Promise.withResolvers<void>();
  const report = (item: Item) => {
    waiting.push(item);
    wake.resolve();
  };
  const progress = { ended: false };
  const all = Promise.allSettled(works.map((work) => work(report))).then((results) => {
    progress.ended = true;
    wake.resolve();
    return results;
  });
  while (!progress.ended || waiting.length > 0) {
    const item = waiting.shift();
    if (item !== undefined) yield item;
    else {
      await wake.promise;
      wake = Promise.withResolvers<void>();
      if (progress.ended) wake.resolve();
    }
  }
  const failed = (await all).find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
