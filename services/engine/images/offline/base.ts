import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { errorIn } from '../pull/attempt.ts';
import { PullFailure } from '../pull/failure.ts';
import { pullImage } from '../pull/pull.ts';
import { candidates } from '../reference.ts';
import { inspectImage } from '../inspect.ts';
import { once } from '../once.ts';
import { runCommand } from '../run-command.ts';
import { presentImages } from '../present.ts';
import { withWorkspace } from './workspace.ts';
import type { OfflineContext } from './offline.ts';

/** Official images that serve as a base as well as our own. */
const official = ['debian:bookworm-slim', 'debian:bookworm'];

/** The image that recipes build upon: ours when it is there, else Debian's, present or pulled, else made by debootstrap. */
export function provideBase(context: OfflineContext): Promise<string> {
  return once(`${context.client.info.address} base`, context.signal, async (signal) => findOrMake({ ...context, signal }));
}

async function findOrMake(context: OfflineContext): Promise<string> {
  const { client, recipes, signal } = context;
  const present = await presentImages(client, signal);
  const found = [recipes.base.tag, ...official].find((reference) => present.find(reference) !== undefined);
  return found ?? (await pulled(context)) ?? (await makeBase(context));
}

async function pulled({ client, registry, environment, timings, signal, report }: OfflineContext): Promise<string | undefined> {
  try {
    return await pullImage({ client, references: candidates('debian:bookworm-slim', registry), environment, timings, signal, report, impatient: true });
  } catch (error) {
    if (error instanceof PullFailure) return undefined;
    throw error;
  }
}

/** Debian laid out by debootstrap on this machine and imported as our own base image. */
export async function makeBase(context: OfflineContext): Promise<string> {
  const { client, recipes, environment, signal, report } = context;
  const { tag, folder } = recipes.base;
  await using held = await context.prepare(recipes.base);
  if ((await inspectImage(client, tag, signal)) !== undefined) return tag;
  report({ type: 'note', message: `${tag}: no Debian image is present or can be pulled; it is made with debootstrap (about a minute)` });
  return withWorkspace(held, async (workspace) => {
    const root = `${workspace}/root`;
    // An own mount namespace: what debootstrap mounts (the new root's /proc) ends with it, even when it is killed.
    await runCommand({
      program: 'unshare',
      args: ['--mount', '--propagation', 'private', 'sh', `${folder}/make-root.sh`, root],
      directory: workspace,
      environment: { ...environment, PATH: `${environment['PATH'] ?? ''}:/usr/sbin:/sbin` },
      signal,
      onLine: (line) => report({ type: 'image', image: tag, phase: line }),
    });
    await importRoot(context, root);
    return tag;
  });
}

async function importRoot({ client, recipes, signal, report }: OfflineContext, root: string): Promise<void> {
  const { tag } = recipes.base;
  report({ type: 'image', image: tag, phase: 'importing' });
  const [repository = '', version = ''] = tag.split(':');
  const tar = spawn('tar', ['-C', root, '--numeric-owner', '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'], signal });
  const ended = event(tar, 'close');
  const documents = client.documents({
    method: 'POST',
    path: '/images/create',
    query: { fromSrc: '-', repo: repository, tag: version, changes: 'CMD ["bash"]' },
    headers: { 'Content-Type': 'application/x-tar' },
    stream: tar.stdout,
    deadline: 300_000,
    idleTimeout: 300_000,
    signal,
  });
  for await (const document of documents) {
    const failed = errorIn(document);
    if (failed !== undefined) throw new Error(`the engine could not import the base image: ${failed}`);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`tar ended with exit code ${code} while the base image was packed`);
}
