import type { EngineClient, LogFrame } from '../types.ts';
import { createDemuxer } from './demux.ts';

export type LogOptions = Parameters<EngineClient['logs']>[1];

/**
 * A container's output as frames. `since`: milliseconds since 1970. With `timestamps`, each frame (for a TTY each line) begins with
 * the engine's time. Rejects with NOT_FOUND, ENGINE_UNREACHABLE (a cut; everything before it was delivered) or CANCELLED.
 */
export async function* containerLogs(client: EngineClient, container: string, options: LogOptions): AsyncGenerator<LogFrame, void, undefined> {
  const path = `/containers/${encodeURIComponent(container)}`;
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const { Config } = await client.call<{ readonly Config?: { readonly Tty?: boolean } }>({ method: 'GET', path: `${path}/json`, ...signal });
  const body = await client.open({
    method: 'GET',
    path: `${path}/logs`,
    query: {
      stdout: 1,
      stderr: 1,
      follow: options.follow === true ? 1 : 0,
      timestamps: options.timestamps === true ? 1 : 0,
      tail: options.tail ?? 'all',
      since: options.since === undefined ? undefined : secondsOf(options.since),
    },
    // A first answer may have to read a long file from its end.
    deadline: 15_000,
    ...signal,
  });
  const demuxer = createDemuxer({ raw: Config?.Tty === true });
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += portion) {
      for (const frame of demuxer.push(chunk.subarray(at, at + portion))) yield frame;
    }
  }
}

/** Bytes taken apart at once: frames that wait for their reader in thousands grow the heap, few at a time are gone at once. */
const portion = 8 * 1024;

function secondsOf(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
