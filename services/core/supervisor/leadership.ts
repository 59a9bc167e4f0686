/** Of several processes that follow one stack, one heals it and writes its history. */
export interface Leadership extends AsyncDisposable {
  readonly leads: boolean;
  /** Tries to become the one; does nothing while it is. */
  seek(): Promise<void>;
  /** Leaves it to another process. */
  yield(): Promise<void>;
}

/** Each how many calls of `seek` the lock is tried. */
const EVERY = 3;

export function createLeadership(lock: () => Promise<AsyncDisposable | undefined>, won: () => void): Leadership {
  let held: AsyncDisposable | undefined;
  let seeking: Promise<void> | undefined;
  let closed = false;
  let calls = 0;
  const attempt = async (): Promise<void> => {
    const got = await lock();
    if (got === undefined) return;
    // It was closed while the lock was on its way.
    if (closed) return got[Symbol.asyncDispose]();
    held = got;
    won();
  };
  return {
    get leads() {
      return held !== undefined;
    },
    async seek() {
      if (held !== undefined || closed) return;
      calls += 1;
      if (seeking === undefined && calls % EVERY === 1) seeking = attempt().finally(() => (seeking = undefined));
      await seeking;
    },
    async yield() {
      await seeking;
      const left = held;
      held = undefined;
      await left?.[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await this.yield();
    },
  };
}
