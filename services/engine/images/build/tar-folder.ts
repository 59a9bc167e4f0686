import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';

/** One entry of a build context; `path` is relative, with `/`. */
export interface ContextEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink';
  readonly mode: number;
  readonly size: number;
  readonly linkName?: string;
  /** Absolute; files are read from here. */
  readonly source: string;
}

export interface ExtraFile {
  readonly path: string;
  readonly content: string;
}

/** A tar of the entries, read as it is consumed. Owner and time are the same everywhere: the builder's cache looks at bytes and modes. */
export function tarOf(entries: Iterable<ContextEntry>, extra: readonly ExtraFile[] = []): Readable {
  const tar = pack();
  fill(tar, entries, extra).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(tar, { objectMode: false });
}

const time = new Date(0);

async function fill(tar: Pack, entries: Iterable<ContextEntry>, extra: readonly ExtraFile[]): Promise<void> {
  for (const { path, content } of extra) tar.entry({ name: path, mode: 0o644, mtime: time }, content);
  for (const { path, type, mode, size, linkName, source } of entries) {
    if (tar.destroyed) return;
    if (type === 'file') {
      await pipeline(createReadStream(source), tar.entry({ name: path, type, mode, size, mtime: time }));
    } else {
      tar.entry({ name: path, type, mode, mtime: time, ...(linkName === undefined ? {} : { linkname: linkName }) });
    }
  }
}
