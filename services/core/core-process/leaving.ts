/** Decides when a core ends: when it is asked to, or when no shell is attached and no job runs for a while. */
export interface Leaving {
  shells(attached: number): void;
  jobs(running: number): void;
  /** `now` is false: after the jobs that run. */
  ask(now: boolean): void;
  readonly reason: Promise<string>;
}

/** `idleMilliseconds` absent: it ends only when it is asked to. */
export function createLeaving(idleMilliseconds: number | undefined): Leaving {
  const { promise, resolve } = Promise.withResolvers<string>();
  let attached = 0;
  let running = 0;
  let asked = false;
  let timer: NodeJS.Timeout | undefined;
  const consider = (): void => {
    clearTimeout(timer);
    if (running > 0) return;
    if (asked) resolve('a shell asked for it');
    else if (attached === 0 && idleMilliseconds !== undefined) timer = setTimeout(() => resolve('no shell is attached and nothing runs'), idleMilliseconds);
  };
  consider();
  return {
    shells(count) {
      attached = count;
      consider();
    },
    jobs(count) {
      running = count;
      consider();
    },
    ask(now) {
      asked = true;
      if (now) resolve('a shell asked for it, at once');
      consider();
    },
    reason: promise,
  };
}
