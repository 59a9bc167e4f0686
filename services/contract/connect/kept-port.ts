import type { CoreClient } from '../client.ts';
import type { StackyardError } from '../errors.ts';
import { failureOf } from './failures.ts';
import { connectRedialledPort } from './message-port.ts';
import type { GivenPort } from './redialled-port.ts';
import { usualDelay, type ConnectionState } from './redialled-socket.ts';

export interface KeptPortOptions {
  /** Asks whoever hands out ports for another one; it comes by `use`, at once or later. */
  readonly ask: () => void;
  readonly onState?: (state: ConnectionState) => void;
}

export interface KeptPort {
  readonly client: CoreClient;
  /** Aborts with `close()`. */
  readonly closed: AbortSignal;
  /** Goes on over this port; also one that was not asked for. */
  use(port: GivenPort): void;
  /** Asks at once instead of at the next turn; also for the first port. */
  retryNow(): void;
  close(): void;
}

/**
 * A client over ports that others hand out: when one is lost it asks for another, again and again until one answers. A port is there
 * before a core is behind it, so only an answer of the core is told as `connected`, and the answer that there can be none as the cause of its absence.
 */
export function keepPort({ ask, onState = () => undefined }: KeptPortOptions): KeptPort {
  let attempt = 0;
  let lostAt: number | undefined;
  let cause: StackyardError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askLater = (): void => {
    timer = setTimeout(() => {
      attempt += 1;
      askLater(); // a core that cannot start hands out nothing
      ask();
    }, usualDelay(attempt));
  };
  const { client, port } = connectRedialledPort({
    onState(state) {
      clearTimeout(timer);
      if (state.state === 'connected') return;
      if (state.state === 'reconnecting') {
        lostAt ??= state.since;
        askLater();
        tellLost(lostAt);
      } else {
        onState(state);
      }
    },
  });
  const tellLost = (since: number): void => onState({ state: 'reconnecting', since, ...(cause === undefined ? {} : { cause }) });
  const expectAnswer = async (): Promise<void> => {
    try {
      await client.core.info({});
    } catch (error) {
      const failure = failureOf(error);
      // The port was lost meanwhile, which its state tells.
      if (failure.code === 'SERVICE_DOWN' || port.closed.aborted) return;
      cause = failure;
      lostAt ??= Date.now();
      tellLost(lostAt);
      return;
    }
    [attempt, lostAt, cause] = [0, undefined, undefined];
    onState({ state: 'connected' });
  };
  return {
    client,
    closed: port.closed,
    use(given) {
      port.use(given);
      void expectAnswer();
    },
    retryNow: ask,
    close: () => port.close(),
  };
}
