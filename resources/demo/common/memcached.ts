import { connect, type Socket } from 'node:net';

/** Small client of memcached's text protocol: one connection, commands in a pipeline, connects again by itself. */
export interface Memcached extends Disposable {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, seconds: number): Promise<void>;
  /** False where the key is there already. */
  add(key: string, value: string, seconds: number): Promise<boolean>;
  version(): Promise<string>;
}

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly line: string;
  readonly value?: string;
}

const deadlineMilliseconds = 1000;
const lineEnd = '\r\n';

export function createMemcached(address: { readonly host: string; readonly port: number }): Memcached {
  let socket: Socket | undefined;
  let pending: Pending[] = [];
  let received: Buffer = Buffer.alloc(0);

  const lose = (lost: Socket, error: Error): void => {
    lost.destroy();
    if (socket !== lost) return;
    socket = undefined;
    received = Buffer.alloc(0);
    const waiting = pending;
    pending = [];
    for (const command of waiting) command.reject(error);
  };

  const take = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    for (let parsed = parseAnswer(received); parsed !== undefined; parsed = parseAnswer(received)) {
      received = received.subarray(parsed.length);
      pending.shift()?.resolve(parsed.answer);
    }
  };

  const open = (): Socket => {
    const opened = connect({ ...address, noDelay: true });
    opened.on('data', take);
    opened.on('error', (error) => lose(opened, error));
    opened.on('close', () => lose(opened, new Error('memcached closed the connection')));
    opened.unref();
    return opened;
  };

  // Each command opens the connection where there is none, so the callers' pace is the back-off.
  const send = (text: string): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const used = (socket ??= open());
    const timer = setTimeout(() => lose(used, new Error(`memcached did not answer within ${deadlineMilliseconds} ms`)), deadlineMilliseconds);
    pending.push({ resolve, reject });
    used.write(text);
    return promise.finally(() => clearTimeout(timer));
  };

  const store = async (command: 'set' | 'add', entry: { readonly key: string; readonly value: string; readonly seconds: number }): Promise<boolean> => {
    const { line } = await send(`${command} ${entry.key} 0 ${entry.seconds} ${Buffer.byteLength(entry.value)}${lineEnd}${entry.value}${lineEnd}`);
    if (line === 'STORED') return true;
    if (line === 'NOT_STORED') return false;
    throw new Error(`memcached ${command}: ${line}`);
  };

  return {
    get: async (key) => (await send(`get ${key}${lineEnd}`)).value,
    async set(key, value, seconds) {
      await store('set', { key, value, seconds });
    },
    add: (key, value, seconds) => store('add', { key, value, seconds }),
    version: async () => (await send(`version${lineEnd}`)).line,
    [Symbol.dispose]: () => socket?.destroy(),
  };
}

/** The first whole answer in the bytes, and how many of them it takes. */
export function parseAnswer(bytes: Buffer): { readonly answer: Answer; readonly length: number } | undefined {
  const end = bytes.indexOf(lineEnd);
  if (end < 0) return undefined;
  const line = bytes.toString('utf8', 0, end);
  if (!line.startsWith('VALUE ')) return { answer: { line }, length: end + 2 };
  const size = Number(line.split(' ')[3]);
  const start = end + 2;
  const length = start + size + `${lineEnd}END${lineEnd}`.length;
  return bytes.length < length ? undefined : { answer: { line, value: bytes.toString('utf8', start, start + size) }, length };
}
