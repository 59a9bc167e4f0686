import { createHash } from 'node:crypto';
import type { StackReader } from '../../topology/reader.ts';

/** One thing that was asked of the disk, and a digest of what it said. */
export interface Answer {
  readonly question: 'text' | 'kind' | 'list';
  readonly path: string;
  /** Bytes; of a text only. */
  readonly limit: number;
  readonly digest: string;
}

export interface Recording {
  readonly reader: StackReader;
  readonly answers: readonly Answer[];
  /** All that was read, for what it names. */
  readonly texts: readonly string[];
}

export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value ?? null)).digest('base64url');
}

/** A reader that notes all that is asked, so that the same can be asked again. */
export function recordAnswers(reader: StackReader): Recording {
  const answers: Answer[] = [];
  const texts: string[] = [];
  const noted = <Value>(question: Omit<Answer, 'digest'>, value: Value): Value => {
    answers.push({ ...question, digest: digestOf(value) });
    return value;
  };
  return {
    answers,
    texts,
    reader: {
      resolve: (base, path) => reader.resolve(base, path),
      async readText(path, limit) {
        const read = await reader.readText(path, limit);
        if (read !== undefined && 'text' in read) texts.push(read.text);
        return noted({ question: 'text', path, limit }, read);
      },
      kindOf: async (path) => noted({ question: 'kind', path, limit: 0 }, await reader.kindOf(path)),
      list: async (path) => noted({ question: 'list', path, limit: 0 }, await reader.list(path)),
    },
  };
}

/** The texts, where the disk still says the same to every question; else undefined. */
export async function askAgain(reader: StackReader, answers: readonly Answer[]): Promise<readonly string[] | undefined> {
  const texts: string[] = [];
  for (const { question, path, limit, digest } of answers) {
    const value = await ask(reader, { question, path, limit });
    if (digestOf(value) !== digest) return undefined;
    if (typeof value === 'object' && 'text' in value) texts.push(value.text);
  }
  return texts;
}

async function ask(reader: StackReader, { question, path, limit }: Omit<Answer, 'digest'>): Promise<Awaited<ReturnType<StackReader['readText' | 'kindOf' | 'list']>>> {
  switch (question) {
    case 'text':
      return reader.readText(path, limit);
    case 'kind':
      return reader.kindOf(path);
    case 'list':
      return reader.list(path);
  }
}
