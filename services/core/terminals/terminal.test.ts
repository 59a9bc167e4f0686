import { Duplex } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ContainerTerminal } from '../../engine/index.ts';
import { createTerminal } from './terminal.ts';
import type { OutputItem } from './types.ts';

const kilobyte = 1024;

/** A program that says what it is told to, or what comes `next` whenever it is read, and ends with a code. */
function program(next: () => string | undefined = () => undefined) {
  const written: string[] = [];
  const sizes: string[] = [];
  let exitCode: number | undefined;
  const stream = new Duplex({
    read() {
      const text = next();
      if (text !== undefined) this.push(text);
    },
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  const container: ContainerTerminal = {
    stream,
    resize: async ({ columns, rows }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      sizes.push(`${columns}x${rows}`);
    },
    exitCode: () => Promise.resolve(exitCode),
    end: () => {
      exit(129);
      return Promise.resolve();
    },
  };
  const exit = (code: number): void => {
    exitCode = code;
    stream.push(null);
  };
  return { container, stream, written, sizes, exit, say: (text: string) => void stream.push(Buffer.from(text, 'latin1')) };
}

const quiet = { abandonMilliseconds: 60_000, onAbandoned: () => undefined, onCut: () => undefined };
const forever = () => new AbortController().signal;

async function taken(output: AsyncIterable<OutputItem>): Promise<readonly OutputItem[]> {
  const items: OutputItem[] = [];
  for await (const item of output) items.push(item);
  return items;
}

const bytesOf = (items: readonly OutputItem[]): string => items.map(({ item }) => item.bytes).join('');

describe('the output of a terminal', () => {
  it('has every byte as one character, in items of at most 256 kB, and the exit code at the end', async () => {
    const { container, say, exit } = program();
    const terminal = createTerminal(container, quiet);
    const all = 'é\u0000\u00FF'.repeat(300 * kilobyte);
    const reading = taken(terminal.output({ signal: forever() }));
    say(all);
    exit(3);
    const items = await reading;
    expect(bytesOf(items)).toBe(all);
    expect(Math.max(...items.map(({ item }) => item.bytes.length))).toBeLessThanOrEqual(256 * kilobyte);
    expect(items.map(({ item }) => item.exitCode)).toEqual([...items.slice(1).map(() => undefined), 3]);
  });

  it('comes in batches: many small pieces at once are one item', async () => {
    const { container, say, exit } = program();
    const reading = taken(createTerminal(container, quiet).output({ signal: forever() }));
    say('first');
    await new Promise((resolve) => setImmediate(resolve));
    for (let count = 0; count < 500; count += 1) say('x');
    exit(0);
    expect((await reading).length).toBeLessThanOrEqual(3);
  });

  it('goes on from any position without gap or repeat', async () => {
    const { container, say, exit } = program();
    const terminal = createTerminal(container, quiet);
    say('0123456789');
    exit(0);
    const whole = await taken(terminal.output({ signal: forever() }));
    expect(bytesOf(whole)).toBe('0123456789');
    expect(bytesOf(await taken(terminal.output({ after: 4, signal: forever() })))).toBe('456789');
    expect(await taken(terminal.output({ after: 10, signal: forever() }))).toEqual([{ item: { bytes: '', exitCode: 0 }, position: 10 }]);
  });

  it('says how much is lost to a reader that came back after more than 1 MB', async () => {
    const { container, stream, say, exit } = program();
    const terminal = createTerminal(container, quiet);
    for (let count = 0; count < 30; count += 1) {
      say(String(count % 10).repeat(100 * kilobyte));
      await vi.waitFor(() => expect(stream.readableLength).toBe(0));
    }
    exit(0);
    const items = await taken(terminal.output({ after: 10, signal: forever() }));
    const skipped = 3_000 * kilobyte - 1_024 * kilobyte - 10;
    expect(items.map(({ item }) => item.skipped)).toEqual([skipped, ...items.slice(1).map(() => undefined)]);
    expect(bytesOf(items)).toHaveLength(1_024 * kilobyte);
  });

  it('holds a program up that its reader cannot follow, so that nothing is lost', async () => {
    let produced = 0;
    const { container } = program(() => {
      produced += 1;
      return produced <= 100 ? 'y'.repeat(64 * kilobyte) : undefined;
    });
    const output = createTerminal(container, quiet).output({ signal: forever() });
    let taken = (await output.next()).value?.item.bytes.length ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(produced).toBeLessThan(20);
    while (taken < 6_400 * kilobyte) {
      const { value } = await output.next();
      expect(value?.item.skipped).toBeUndefined();
      taken += value?.item.bytes.length ?? 0;
    }
    expect(taken).toBe(6_400 * kilobyte);
  });

  it('sends a reader that says what it has taken no more than 256 kB ahead, and the program waits', async () => {
    let produced = 0;
    const { container } = program(() => {
      produced += 1;
      return produced <= 100 ? 'y'.repeat(64 * kilobyte) : undefined;
    });
    const terminal = createTerminal(container, quiet);
    const leaving = new AbortController();
    let sent = 0;
    const reading = (async () => {
      for await (const { position } of terminal.output({ reader: 'page', signal: leaving.signal })) sent = position;
    })();
    await vi.waitFor(() => expect(sent).toBe(256 * kilobyte));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent).toBe(256 * kilobyte);
    expect(produced).toBeLessThan(20);
    terminal.taken('another', 999_999_999);
    terminal.taken('page', 64 * kilobyte);
    await vi.waitFor(() => expect(sent).toBe(320 * kilobyte));
    terminal.taken('page', 10);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toBe(320 * kilobyte);
    leaving.abort();
    await reading;
  });

  it('refuses a position that was never given', async () => {
    const output = createTerminal(program().container, quiet).output({ after: 7, signal: forever() });
    await expect(output.next()).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('fails where the connection was cut while the program goes on, and says so once to its owner', async () => {
    const { container, stream, say } = program();
    const onCut = vi.fn<() => void>();
    const terminal = createTerminal(container, { ...quiet, onCut });
    say('half a li');
    const output = terminal.output({ signal: forever() });
    expect((await output.next()).value?.item).toEqual({ bytes: 'half a li' });
    stream.destroy(new Error('reset'));
    await expect(output.next()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    expect(onCut).toHaveBeenCalledTimes(1);
  });
});

describe('a terminal', () => {
  afterEach(() => void vi.useRealTimers());

  it('is abandoned when nobody has followed it for the time given, from its opening or from the last that left', () => {
    vi.useFakeTimers();
    const onAbandoned = vi.fn<() => void>();
    const terminal = createTerminal(program().container, { ...quiet, abandonMilliseconds: 1_000, onAbandoned });
    const [one, other] = [terminal.output({ signal: forever() }), terminal.output({ signal: forever() })];
    void one.next();
    void other.next();
    vi.advanceTimersByTime(5_000);
    expect(onAbandoned).not.toHaveBeenCalled();
    terminal.retire();
    createTerminal(program().container, { ...quiet, abandonMilliseconds: 1_000, onAbandoned });
    vi.advanceTimersByTime(999);
    expect(onAbandoned).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onAbandoned).toHaveBeenCalledTimes(1);
  });

  it('is abandoned once its last reader has left for that long', async () => {
    const onAbandoned = vi.fn<() => void>();
    const terminal = createTerminal(program().container, { ...quiet, abandonMilliseconds: 60, onAbandoned });
    const leaving = new AbortController();
    const reading = taken(terminal.output({ signal: leaving.signal }));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(onAbandoned).not.toHaveBeenCalled();
    leaving.abort();
    await reading;
    await vi.waitFor(() => expect(onAbandoned).toHaveBeenCalledTimes(1));
  });

  it('takes text as UTF-8, and no more once its program has ended', async () => {
    const { container, written, exit } = program();
    const terminal = createTerminal(container, quiet);
    await terminal.write('grüße\r');
    expect(written).toEqual(['grüße\r']);
    exit(0);
    await vi.waitFor(() => expect(terminal.ended).toBe(true));
    await expect(terminal.write('x')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(terminal.resize({ columns: 1, rows: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('has the last size that was wanted, leaving out those in between', async () => {
    const { container, sizes } = program();
    const terminal = createTerminal(container, quiet);
    await Promise.all([80, 81, 82, 83, 84].map(async (columns) => terminal.resize({ columns, rows: 24 })));
    expect(sizes).toEqual(['80x24', '84x24']);
  });

  it('ends though its reader does not take what it says', async () => {
    const { container, stream } = program();
    const terminal = createTerminal(container, quiet);
    const output = terminal.output({ signal: forever() });
    stream.push('x');
    await output.next();
    stream.push('y'.repeat(900 * kilobyte));
    await terminal.end();
    expect(terminal.ended).toBe(true);
    expect((await taken(output)).at(-1)?.item.exitCode).toBe(129);
  });
});
