import type { Body } from './body.ts';
import { createLineSplitter, parseObject } from './line-splitter.ts';

/** Longest JSON document of a stream; a longer one counts as malformed. */
const longestDocument = 4 * 1024 * 1024;

/**
 * The objects of a stream of JSON lines, the last one also without its newline. What is no JSON object does not end the stream:
 * it is handed on as `{ malformed: <how many so far> }`. A cut or an idle stream throws.
 */
export async function* documentsOf(body: Body, options: { readonly idleTimeout?: number; readonly onIdle?: () => Error } = {}): AsyncGenerator<Record<string, unknown>, void, undefined> {
  const splitter = createLineSplitter(longestDocument);
  let malformed = 0;
  const parse = (line: Parameters<typeof parseObject>[0]): Record<string, unknown> => {
    const document = parseObject(line);
    if (document !== undefined) return document;
    malformed += 1;
    return { malformed };
  };
  for await (const chunk of body.chunks(options)) {
    for (const line of splitter.push(chunk)) yield parse(line);
  }
  for (const line of splitter.end()) yield parse(line);
}
