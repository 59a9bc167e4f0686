import { connect } from 'node:net';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What one side says to the other over a plain socket. */
export interface Conversation {
  readonly say: (data: string | Uint8Array) => void;
  /** Waits until `find` finds an answer in what came and was not taken yet; it says how many bytes the answer took. */
  readonly hear: <Answer>(find: (received: Buffer) => { readonly answer: Answer; readonly taken: number } | undefined) => Promise<Answer>;
}

/** A connection for any number of talks, one at a time. After a talk that failed only `end` makes sense. */
export interface OpenLine {
  /** False once the peer closed it or it failed. */
  readonly isOpen: boolean;
  /** Throws where nothing listens, where the peer closes before it has answered, and after 2 s. */
  talk<Result>(signal: AbortSignal, talk: (conversation: Conversation) => Promise<Result>): Promise<Result>;
  /** From now on it does not keep this process alive. */
  unref(): void;
  end(): void;
}

/** Longest time one question may take, also where the caller sets no limit. */
const TRY_LIMIT = 2_000;
/** An answer of a probe is short; who sends more speaks another protocol. */
const RECEIVE_LIMIT = 1 << 20;

/** Opens a connection; whether that worked shows in the first talk. */
export function dial({ host, port }: Address): OpenLine {
  const socket = connect({ host, port });
  let received: Buffer = Buffer.alloc(0);
  let failure: Error | undefined;
  let wake = (): void => undefined;
  const fail = (reason: Error): void => {
    failure ??= reason;
    wake();
  };
  socket.setNoDelay(true);
  socket.on('error', (error) => fail(new Error(describe(error), { cause: error })));
  socket.on('close', () => fail(new Error('the connection was closed before an answer came')));
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (received.length > RECEIVE_LIMIT) fail(new Error('the answer is too long for this protocol'));
    wake();
  });
  const hear: Conversation['hear'] = async (find) => {
    for (;;) {
      const found = find(received);
      if (found !== undefined) {
        received = received.subarray(found.taken);
        return found.answer;
      }
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    get isOpen() {
      return failure === undefined;
    },
    async talk(signal, talk) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TRY_LIMIT)]);
      limit.throwIfAborted();
      const onAbort = (): void => fail(signal.aborted ? asError(signal.reason) : new Error(`no answer within ${TRY_LIMIT / 1000} s`));
      limit.addEventListener('abort', onAbort, { once: true });
      try {
        return await talk({ say: (data) => void socket.write(data), hear });
      } finally {
        limit.removeEventListener('abort', onAbort);
      }
    },
    unref: () => void socket.unref(),
    end: () => void socket.destroy(),
  };
}

/**
 * Opens a connection, talks, closes it. Throws where nothing listens, where the peer closes before it has answered
 * (docker-proxy accepts for a container that does not listen yet, and closes at once) and after 2 s.
 */
export async function converse<Result>(address: Address, signal: AbortSignal, talk: (conversation: Conversation) => Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  const opened = dial(address);
  try {
    return await opened.talk(signal, talk);
  } finally {
    opened.end();
  }
}

/** One line up to CRLF, without it. */
export function line(received: Buffer): { readonly answer: string; readonly taken: number } | undefined {
  const end = received.indexOf('\r\n');
  return end === -1 ? undefined : { answer: received.toString('utf8', 0, end), taken: end + 2 };
}

function describe(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return 'nothing listens yet';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'the connection was reset before an answer came';
  return error.message === '' ? code : error.message;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
