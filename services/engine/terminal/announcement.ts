import type { Duplex } from 'node:stream';

export interface Announcement {
  /** The program's number inside the container, which is also its session's; undefined where it was never said. */
  readonly leader?: number;
  /** What came instead. */
  readonly words: string;
}

/** Reads the start script's first bytes off a stream; what comes after them stays in it. */
export function readAnnouncement(stream: Duplex, { mark, deadline }: { readonly mark: string; readonly deadline: number }): Promise<Announcement> {
  const expected = new RegExp(`\u0001${mark}:(\\d+)\u0002`, 'u');
  const { promise, resolve } = Promise.withResolvers<Announcement>();
  let seen = Buffer.alloc(0);
  const settle = (leader?: number): void => {
    clearTimeout(timer);
    stream.pause();
    stream.off('data', read).off('close', fail).off('end', fail);
    resolve({ words: seen.toString('utf8').replaceAll(/\s+/gu, ' ').trim().slice(0, 300), ...(leader === undefined ? {} : { leader }) });
  };
  const fail = (): void => settle();
  const read = (chunk: Buffer): void => {
    seen = Buffer.concat([seen, chunk]);
    const found = expected.exec(seen.toString('latin1'));
    if (found === null) return;
    settle(Number(found[1]));
    const rest = seen.subarray(found.index + found[0].length);
    if (rest.length > 0) stream.unshift(rest);
  };
  const timer = setTimeout(fail, deadline);
  stream.on('data', read).once('close', fail).once('end', fail);
  return promise;
}
