import type { EngineClient } from '../../engine/index.ts';
import { refuseYoung } from './steady.ts';

interface AskedContainer {
  readonly client: EngineClient;
  readonly container: string;
  readonly signal: AbortSignal;
}

export async function probeRunning({ client, container, signal }: AskedContainer): Promise<void> {
  const { State } = await client.call<{ State: { Running: boolean; Restarting: boolean; Paused: boolean; Status: string; StartedAt: string } }>({
    method: 'GET',
    path: `/containers/${encodeURIComponent(container)}/json`,
    signal,
  });
  if (State.Paused) throw new Error('the container is paused');
  if (!State.Running || State.Restarting) throw new Error(`the container is ${State.Status}`);
  refuseYoung(State.StartedAt, Date.now());
}

export async function probeExec({ client, container, signal }: AskedContainer, command: readonly string[]): Promise<void> {
  const { exitCode, output } = await client.exec(container, command, { signal });
  if (exitCode === 0) return;
  const words = output.trim().split('\n').at(-1) ?? '';
  throw new Error(`the readiness command ends with ${exitCode}${words === '' ? '' : `: ${words}`}`);
}

/** In what this life of the container has printed: what the one before a restart said means nothing now. */
export async function probeLog({ client, container, signal }: AskedContainer, pattern: string): Promise<void> {
  const { State } = await client.call<{ State: Life }>({ method: 'GET', path: `/containers/${encodeURIComponent(container)}/json`, signal });
  const since = beginOfLife(State);
  return probeLines(linesOf(client.logs(container, { signal, ...(since > 0 ? { since } : {}) })), pattern);
}

interface Life {
  readonly StartedAt: string;
  /** Of the life before; the year 1 where there was none. */
  readonly FinishedAt: string;
}

/** The engine notes the start after the process runs: what that says in its first milliseconds bears an earlier time (seen: 1.6 ms). */
const NOTED_LATE = 5_000;

/** Milliseconds since 1970 after which lines are of this life. */
export function beginOfLife({ StartedAt, FinishedAt }: Life): number {
  return Math.max(Date.parse(FinishedAt), Date.parse(StartedAt) - NOTED_LATE);
}

async function* linesOf(frames: AsyncIterable<{ readonly data: Buffer }>): AsyncIterable<{ readonly text: string }> {
  let rest = '';
  for await (const { data } of frames) {
    const lines = (rest + data.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text };
  }
  yield { text: rest };
}

export async function probeLines(lines: AsyncIterable<{ readonly text: string }>, pattern: string): Promise<void> {
  const expression = new RegExp(pattern);
  for await (const { text } of lines) if (expression.test(text)) return;
  throw new Error(`no log line matches /${pattern}/ yet`);
}
