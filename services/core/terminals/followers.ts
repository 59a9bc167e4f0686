import { createBell } from '../bell.ts';

/** Who reads a terminal's output at the moment, and how far each is. */
export interface Followers {
  add(position: number): Follower;
  /** Resolves when somebody has come that far, at once while nobody follows: output then goes on into the ring. Also when the signal aborts. */
  within(position: number, signal: AbortSignal): Promise<void>;
  release(): void;
}

export interface Follower extends Disposable {
  readonly position: number;
  moveTo(position: number): void;
}

/** `onAbandoned` is called once, when nobody has followed for so long; the beginning counts as well. */
export function createFollowers({ abandonMilliseconds, onAbandoned }: { readonly abandonMilliseconds: number; readonly onAbandoned: () => void }): Followers {
  const positions = new Map<symbol, number>();
  const moved = createBell();
  let timer: NodeJS.Timeout | undefined = setTimeout(onAbandoned, abandonMilliseconds);
  let released = false;
  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    add(first) {
      const key = Symbol('follower');
      positions.set(key, first);
      stopTimer();
      return {
        get position() {
          return positions.get(key) ?? first;
        },
        moveTo(position) {
          positions.set(key, position);
          moved.ring();
        },
        [Symbol.dispose]() {
          positions.delete(key);
          moved.ring();
          if (positions.size === 0 && !released) timer = setTimeout(onAbandoned, abandonMilliseconds);
        },
      };
    },
    async within(position, signal) {
      for (;;) {
        const heard = moved.count;
        if (signal.aborted || positions.size === 0 || Math.max(...positions.values()) >= position) return;
        await moved.after(heard, signal);
      }
    },
    release() {
      released = true;
      stopTimer();
    },
  };
}
