export interface HeldOptions<Value> {
  readonly most: number;
  readonly sizeOf: (value: Value) => number;
  /** Of all together. */
  readonly mostSize: number;
}

/** What was used last, within bounds of number and size; what is larger than both is not held at all. */
export function createHeld<Value>({ most, sizeOf, mostSize }: HeldOptions<Value>) {
  // A Map keeps the order in which keys were set: the first is the one used longest ago.
  const held = new Map<string, { readonly value: Value; readonly size: number }>();
  const sum = (): number => [...held.values()].reduce((total, { size }) => total + size, 0);
  const put = (key: string, entry: { readonly value: Value; readonly size: number }): void => {
    held.delete(key);
    held.set(key, entry);
  };
  return {
    get(key: string): Value | undefined {
      const entry = held.get(key);
      if (entry !== undefined) put(key, entry);
      return entry?.value;
    },
    set(key: string, value: Value): void {
      const size = sizeOf(value);
      put(key, { value, size });
      for (const oldest of held.keys()) {
        if (held.size <= most && sum() <= mostSize) break;
        held.delete(oldest);
      }
    },
    get size(): number {
      return held.size;
    },
  };
}
