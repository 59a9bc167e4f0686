import type { StackReader } from '../../topology/reader.ts';

/** A disk on which one file holds another text: to look at what an edit would come to without writing it. */
export function overlayReader(reader: StackReader, file: string, text: string): StackReader {
  const path = reader.resolve(file, '.');
  return {
    resolve: (base, relative) => reader.resolve(base, relative),
    list: (directory) => reader.list(directory),
    kindOf: async (asked) => (asked === path ? 'file' : reader.kindOf(asked)),
    async readText(asked, limit) {
      if (asked !== path) return reader.readText(asked, limit);
      const bytes = Buffer.byteLength(text);
      return bytes > limit ? { problem: 'too-large', bytes } : { text };
    },
  };
}
