import { dial, type Address, type OpenLine } from '../conversation.ts';
import { askAgain, logIn, shakeHands, type Credentials } from './amqp-handshake.ts';

/** Asks brokers in their own protocol without filling their log: each login is three lines there. */
export interface Logins {
  /** Resolves when the broker let the user in, or still answers one that it let in before; throws the reason why not. */
  ask(address: Address, credentials: Credentials, signal: AbortSignal): Promise<void>;
}

/**
 * Who asks a second time is a supervisor and will ask again every few seconds: from then on one connection stays, and a question is a
 * channel opened and closed on it. It ends with the broker or with this process, which it does not keep alive.
 */
export function createLogins(): Logins {
  const welcome = new Set<string>();
  const lines = new Map<string, OpenLine>();
  const busy = new Set<string>();

  const askKept = async (key: string, signal: AbortSignal): Promise<boolean> => {
    const kept = lines.get(key);
    if (kept === undefined) return false;
    lines.delete(key);
    try {
      await kept.talk(signal, askAgain);
      lines.set(key, kept);
      return true;
    } catch (error) {
      kept.end();
      if (signal.aborted) throw error;
      return false; // Why is told by the new login, which is what counts.
    }
  };
  return {
    async ask(address, credentials, signal) {
      const key = JSON.stringify([address, credentials]);
      // Two talks on one line would take each other's answers.
      if (!welcome.has(key) || busy.has(key)) {
        await shakeHands(address, credentials, signal);
        welcome.add(key);
        return;
      }
      busy.add(key);
      try {
        if (!(await askKept(key, signal))) lines.set(key, await logInToStay(address, credentials, signal));
      } finally {
        busy.delete(key);
      }
    },
  };
}

async function logInToStay(address: Address, credentials: Credentials, signal: AbortSignal): Promise<OpenLine> {
  const line = dial(address);
  try {
    await line.talk(signal, (conversation) => logIn(conversation, credentials));
  } catch (error) {
    line.end();
    throw error;
  }
  line.unref();
  return line;
}
