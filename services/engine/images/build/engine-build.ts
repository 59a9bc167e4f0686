import type { Readable } from 'node:stream';
import type { EngineClient } from '../../types.ts';
import { inspectImage } from '../inspect.ts';
import { errorIn } from '../pull/attempt.ts';
import type { Report } from '../types.ts';

export interface EngineBuild {
  readonly client: EngineClient;
  readonly tag: string;
  readonly context: Readable;
  /** Path within the context. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  /** Without the builder's cache. */
  readonly anew?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** Milliseconds that a step may say nothing. */
  readonly silence: number;
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** What the builder said at its end, with the step that it was in. */
export class BuildFailure extends Error {
  readonly step: string;

  constructor(step: string, message: string) {
    super(message);
    this.name = 'BuildFailure';
    this.step = step;
  }
}

const keptLines = 6;
const uploadDeadline = 600_000;

/** Builds with the engine's own builder; resolves to the image's id. Rejects with BuildFailure, a StackyardError or the abort's reason. */
export async function buildOnEngine({ client, tag, context, dockerfile, args, target, platform, anew = false, labels, silence, signal, report }: EngineBuild): Promise<string> {
  const last: string[] = [];
  let step = 'the upload of the build context';
  const say = (line: string): void => {
    const text = line.trimEnd();
    if (text === '') return;
    if (/^Step \d+\/\d+ : /u.test(text)) step = text;
    last.push(text);
    if (last.length > keptLines) last.shift();
    report({ type: 'image', image: tag, phase: text });
  };
  const broken = Promise.withResolvers<never>();
  // A context that cannot be read must end the request, else the engine waits for the rest of it.
  const unreadable = new AbortController();
  context.once('error', (error) => {
    broken.reject(error);
    unreadable.abort();
  });
  broken.promise.catch(() => undefined);
  const documents = client.documents({
    method: 'POST',
    path: '/build',
    query: { t: tag, dockerfile, buildargs: args, labels: labels ?? {}, target, platform, nocache: anew, rm: true, forcerm: true, version: 1 },
    headers: { 'Content-Type': 'application/x-tar' },
    stream: context,
    deadline: uploadDeadline,
    idleTimeout: silence,
    signal: AbortSignal.any([signal, unreadable.signal]),
  });
  try {
    let rest = '';
    for await (const document of documents) {
      const failed = errorIn(document);
      if (failed !== undefined) throw new BuildFailure(step, [...last.filter((line) => !line.startsWith('Step ')).slice(-3), failed].join(' | '));
      const text = rest + (typeof document['stream'] === 'string' ? document['stream'] : '');
      const lines = text.split(/\r?\n|\r/u);
      rest = lines.pop() ?? '';
      lines.forEach(say);
    }
    say(rest);
  } catch (error) {
    signal.throwIfAborted();
    if (unreadable.signal.aborted) return await broken.promise;
    throw error;
  } finally {
    context.destroy();
  }
  const built = await inspectImage(client, tag, signal);
  if (built === undefined) throw new BuildFailure(step, 'the engine ended the build without an image');
  return built.id;
}
