/** Terminal and launcher (and npx) may each deliver the same Ctrl-C; two of them within this time are one. Milliseconds. */
const sameKeyPress = 150;
/** A command that ends at once needs no words. Milliseconds. */
const silence = 250;

export const interruptedExitCode = 130;

export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  /** True once a person or a supervisor asked to stop. */
  readonly requested: boolean;
  /** Ends the command without a word: nobody reads its results any more. */
  abandon(): void;
}

/** First Ctrl-C, SIGTERM or SIGHUP: abort and let the command end well. Second: leave at once. */
export function watchInterruption(process: NodeJS.Process, say: (text: string) => void): Interruption {
  const controller = new AbortController();
  let requestedAt: number | undefined;
  let hint: NodeJS.Timeout | undefined;
  const interrupt = () => {
    const now = performance.now();
    if (requestedAt === undefined) {
      requestedAt = now;
      hint = setTimeout(() => say('stopping … press Ctrl-C again to force'), silence);
      hint.unref();
      controller.abort();
    } else if (now - requestedAt > sameKeyPress) {
      process.exit(interruptedExitCode);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    get requested() {
      return requestedAt !== undefined;
    },
    abandon: () => controller.abort(),
    [Symbol.dispose]() {
      clearTimeout(hint);
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
