import type { LogLine } from '../../contract/results.ts';

const batchLines = 1_000;

/** A log that is read to its end, in batches: as many lines as a message carries well. */
export async function* batchedLines(lines: AsyncIterable<LogLine>): AsyncGenerator<readonly LogLine[]> {
  let batch: LogLine[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < batchLines) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
