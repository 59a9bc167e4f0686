import type { CoreClient } from '../client.ts';
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
 * before a core is behind it, so only an answer of the core is told as `connected`.
 */
export function keepPort({ ask, onState = () => undefined }: KeptPortOptions): KeptPort {
  let attempt = 0;
  let lostAt: number | undefined;
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
      }
      onState(state.state === 'reconnecting' && lostAt !== undefined ? { state: 'reconnecting', since: lostAt } : state);
    },
  });
  const expectAnswer = async (): Promise<void> => {
    try {
      await client.core.info({});
    } catch {
      return; // the port was lost meanwhile, which its state tells
    }
    [attempt, lostAt] = [0, undefined];
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
