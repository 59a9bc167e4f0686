import { StackyardError } from '../../contract/errors.ts';
import { containerConflict } from '../plan/conflicts.ts';
import type { DesiredContainer } from '../container/types.ts';
import { inspectContainer } from '../observe/inspect.ts';
import type { PlanStep } from '../plan/types.ts';
import { labels } from '../types.ts';
import { removeContainer } from './containers.ts';
import { stageError, statusOf } from './engine-error.ts';
import type { Run } from './run.ts';

export interface Creation {
  readonly container: DesiredContainer;
  /** The temporary name, in a recreate. */
  readonly name: string;
  readonly image: string;
}

export async function createStep(run: Run, step: Extract<PlanStep, { kind: 'create-container' }>): Promise<void> {
  await create(run, { container: step.container, name: step.target, image: run.images.get(step.image.reference) ?? step.image.reference });
}

/** Places the files and creates the container. A name held by an own leftover is freed or adopted. */
export async function create(run: Run, creation: Creation): Promise<void> {
  const { container, name } = creation;
  try {
    run.unstarted.set(name, await request(run, creation).catch(async (error: unknown) => afterConflict(run, creation, error)));
  } catch (error) {
    throw stageError({ stage: 'create', subject: container.service, redact: run.redact, error });
  }
}

async function request(run: Run, { container, name, image }: Creation): Promise<string> {
  const files = container.files();
  const placed = files === undefined ? {} : await run.context.files.place(files);
  const answer = await run.context.client.call<{ readonly Id?: string }>({
    method: 'POST',
    path: '/containers/create',
    query: { name, platform: container.platform },
    body: container.body({ image, placed }),
    deadline: 60_000,
  });
  if (answer.Id === undefined) throw new StackyardError('INTERNAL', `The engine gave no id for ${name}.`, { service: container.service });
  return answer.Id;
}

/** An earlier call may have reached the engine although its answer never came back. */
async function afterConflict(run: Run, creation: Creation, error: unknown): Promise<string> {
  if (statusOf(error) !== 409) throw error;
  const { container, name } = creation;
  const holder = await inspectContainer(run.context.client, name);
  const own = holder.labels[labels.stack] === run.plan.stack && holder.labels[labels.service] === container.service;
  if (!own) {
    const stack = holder.labels[labels.stack];
    throw containerConflict({ ...holder, image: 'made meanwhile', labels: typeof stack === 'string' ? { [labels.stack]: stack } : {} }, container.service);
  }
  if (holder.state !== 'created') {
    throw new StackyardError('CONFLICT', `Container ${name} was changed by someone else meanwhile.`, { service: container.service, hint: 'Run the command again.' });
  }
  if (holder.labels[labels.hash] === container.hash) return holder.id;
  await removeContainer(run, holder.id);
  return request(run, creation);
}
