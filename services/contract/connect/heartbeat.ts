export interface HeartbeatOptions {
  /** Asks something that a well core answers at once. */
  readonly ask: () => Promise<unknown>;
  /** It took too long; `since`: of the last answer, milliseconds since 1970. Told once, until it answers. */
  readonly onSilent: (since: number) => void;
  /** It answers again after it was silent. */
  readonly onAnswer: () => void;
  /** Milliseconds between an answer and the next question. */
  readonly pause?: number;
  /** Milliseconds for an answer. */
  readonly patience?: number;
}

export interface Heartbeat {
  /** The connection is there. */
  start(): void;
  /** The connection is lost: nothing is asked, nothing is told. */
  stop(): void;
}

/**
 * Whether a core that is connected answers: one that hangs or was stopped keeps its connection open. A machine that slept is no silence
 * of the core: a timer that comes late gives it its time anew.
 */
export function createHeartbeat({ ask, onSilent, onAnswer, pause = 3_000, patience = 4_000 }: HeartbeatOptions): Heartbeat {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;
  const question = async (own: number, answeredAt: number): Promise<void> => {
    let told = false;
    const expectAnswer = (): void => {
      const due = Date.now() + patience;
      timer = setTimeout(() => {
        if (Date.now() - due > patience) return expectAnswer();
        told = true;
        onSilent(answeredAt);
      }, patience);
    };
    expectAnswer();
    // Why it failed is told by the state of the connection.
    const answered = await ask().then(() => true, () => false);
    if (own !== round) return;
    clearTimeout(timer);
    if (answered && told) onAnswer();
    timer = setTimeout(() => void question(own, answered ? Date.now() : answeredAt), pause);
  };
  const stop = (): void => {
    round += 1;
    clearTimeout(timer);
  };
  return {
    start() {
      stop();
      void question(round, Date.now());
    },
    stop,
  };
}
