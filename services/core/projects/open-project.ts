import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StackyardError, asStackyardError } from '../../contract/errors.ts';
import type { ProjectView } from '../../contract/views/project-view.ts';
import type { StackSummary } from '../../contract/views/stack-view.ts';
import type { CoreHost } from '../router/host.ts';
import { rememberStack } from '../stacks/known-stacks.ts';
import { stackSummaries, stackSummary } from '../stacks/summaries.ts';
import { defaultName } from '../../topology/stack-name.ts';
import { folderNamed } from './browse.ts';

type Host = Pick<CoreHost, 'session' | 'supervisor' | 'knownStacks' | 'changed'>;

/** The stack file at a path or in a folder, without links. @throws StackyardError NOT_FOUND */
async function stackFileAt({ session }: Host, asked: string): Promise<string> {
  const path = folderNamed(asked, session.environment);
  const found = await stat(path).catch(() => undefined);
  const file = found?.isDirectory() === true ? join(path, 'stackyard.yaml') : path;
  return realpath(file).catch((error: unknown) => {
    throw new StackyardError('NOT_FOUND', `There is no stack file at ${file}.`, { hint: 'It may have been moved; open the stack from its new place.', cause: error });
  });
}

/** Remembers a stack and follows it from now on; one with mistakes is remembered under the name of its folder. */
export async function openProject(host: Host, asked: string): Promise<StackSummary> {
  const file = await stackFileAt(host, asked);
  const store = await host.session.store();
  try {
    const snapshot = await host.supervisor.follow(file);
    return stackSummary(await rememberStack(store, { file: snapshot.file, name: snapshot.stack }), snapshot);
  } catch (error) {
    const { code, message } = asStackyardError(error);
    if (code !== 'INVALID_STACK' && code !== 'UNSUPPORTED') throw error;
    return { ...stackSummary(await rememberStack(store, { file, name: defaultName(dirname(file)) }), undefined), problem: message };
  } finally {
    host.changed.ring();
  }
}

/** Every stack that was opened, the newest first, and whether its file is there now. */
export async function listProjects(host: Host): Promise<readonly ProjectView[]> {
  const summaries = await stackSummaries(host);
  return Promise.all(summaries.map(async (summary) => ({ ...summary, isPresent: await stat(summary.file).then((found) => found.isFile(), () => false) })));
}
