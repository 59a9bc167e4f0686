/** Items from callbacks to one async iterator. Unbounded: progress of one command is small. */
export interface Queue<Item> {
  push(item: Item): void;
  end(): void;
  items(): AsyncGenerator<Item, void>;
}

export function createQueue<Item>(): Queue<Item> {
  const waiting: Item[] = [];
  let ended = false;
  let wake = Promise.withResolvers<void>();
  const ring = (): void => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    push: (item) => {
      waiting.push(item);
      ring();
    },
    end: () => {
      ended = true;
      ring();
    },
    async *items() {
      while (true) {
        const rung = wake.promise;
        const batch = waiting.splice(0);
        yield* batch;
        if (batch.length > 0) continue;
        if (ended) return;
        await rung;
      }
    },
  };
}
