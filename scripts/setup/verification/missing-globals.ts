/** What the core uses of Node 24 and the prepared Electron (Node 20) has not. Loaded first by the core that is made for it, and by nothing else. */

class Stack implements AsyncDisposable {
  readonly #ends: (() => unknown)[] = [];
  use<T extends AsyncDisposable | Disposable | null | undefined>(value: T): T {
    if (value !== null && value !== undefined) this.defer(() => (Symbol.asyncDispose in value ? value[Symbol.asyncDispose]() : value[Symbol.dispose]()));
    return value;
  }
  defer(end: () => unknown): void {
    this.#ends.push(end);
  }
  move(): Stack {
    const moved = new Stack();
    moved.#ends.push(...this.#ends.splice(0));
    return moved;
  }
  async disposeAsync(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#ends.splice(0).toReversed()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 1) throw new AggregateError(failures, 'several things could not be closed');
    if (failures.length === 1) throw failures[0];
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAsync();
  }
}

const missing: Readonly<Record<string, unknown>> = { AsyncDisposableStack: Stack };
for (const [name, value] of Object.entries(missing)) if (!(name in globalThis)) Object.assign(globalThis, { [name]: value });

/** Escapes more than it has to, which means the same. */
const escape = (text: string): string => text.replaceAll(/[^\w\s]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
if (!('escape' in RegExp)) Object.assign(RegExp, { escape });
