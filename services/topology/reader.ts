export type ReadResult =
  | { readonly text: string }
  | { readonly problem: 'too-large'; readonly bytes: number }
  /** Line and column of the first byte that is not UTF-8. */
  | { readonly problem: 'not-utf8'; readonly line: number; readonly column: number }
  | { readonly problem: 'not-a-file' | 'unreadable'; readonly reason: string };

/** The only way in which this layer sees a disk; services/core/node-reader.ts implements it. */
export interface StackReader {
  /** The whole file, at most `limit` bytes of UTF-8; undefined where nothing is there. */
  readText(path: string, limit: number): Promise<ReadResult | undefined>;
  kindOf(path: string): Promise<'file' | 'directory' | undefined>;
  /** Names in a folder, sorted; empty where there is none. */
  list(path: string): Promise<readonly string[]>;
  /** An absolute path; `path` counts from `base` where it is relative. */
  resolve(base: string, path: string): string;
}
