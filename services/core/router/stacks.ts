import { withEventMeta } from '@orpc/server';
import { forgetStack, rememberStack } from '../stacks/known-stacks.ts';
import { recreatedServices } from '../stacks/recreated.ts';
import { stackSnapshot } from '../stacks/stack-snapshot.ts';
import { stackEnvironment } from '../stacks/stack-environment.ts';
import { stackSummaries, stackSummary } from '../stacks/summaries.ts';
import { revisionOf, stackView } from '../stacks/stack-view.ts';
import type { StackSnapshot as SupervisedStack } from '../supervisor/types.ts';
import { progressOf } from '../supervisor/watch.ts';
import type { CoreHost } from './host.ts';
import { paced } from './paced.ts';
import { procedures } from './procedures.ts';
import { loadOrLast } from '../load-or-last.ts';

/** The facts around a snapshot; read anew only when the stack file changed, or a job or another command began or ended. */
async function contextOf(host: CoreHost, { file, stack, readings }: SupervisedStack): Promise<Parameters<typeof stackSnapshot>[2]> {
  const recreated = await recreatedServices(await host.session.store(), stack);
  try {
    const { topology } = await loadOrLast(host.session, file);
    return { uses: new Map(Object.values(topology.services).map(({ name, uses }) => [name, uses])), recreated, revision: revisionOf(topology, readings) };
  } catch {
    // Told by the snapshot's `problem`: the supervisor met the same mistake.
    return { uses: new Map(), recreated, revision: `unreadable-${readings}` };
  }
}

export const stacks = procedures.stacks.router({
  list: procedures.stacks.list.handler(async ({ context }) => [...(await stackSummaries(context))]),
  open: procedures.stacks.open.handler(async ({ input, context }) => {
    const snapshot = await context.supervisor.follow(input.file);
    const known = await rememberStack(await context.session.store(), { file: snapshot.file, name: snapshot.stack });
    context.changed.ring();
    return stackSummary(known, snapshot);
  }),
  forget: procedures.stacks.forget.handler(async ({ input, context }) => {
    await context.supervisor.forget(input.file);
    await forgetStack(await context.session.store(), input.file);
    context.changed.ring();
    return {};
  }),
  view: procedures.stacks.view.handler(async ({ input, context: { session } }) => stackView(session, (await loadOrLast(session, input.file)).topology)),
  environment: procedures.stacks.environment.handler(async ({ input: { file, names }, context: { session } }) => {
    const { digest, names: counting } = await stackEnvironment(session, file, names);
    return { names: [...counting], ...(digest === undefined ? {} : { digest }) };
  }),
  status: procedures.stacks.status.handler(({ input, context, signal }) => context.core.status({ ...input, ...(signal === undefined ? {} : { signal }) })),
  plan: procedures.stacks.plan.handler(({ input: { file, services }, context, signal }) => context.core.plan({ file, ...(services === undefined ? {} : { services }), ...(signal === undefined ? {} : { signal }) })),
  env: procedures.stacks.env.handler(({ input: { file, context: asked, services }, context }) => context.core.env({ file, context: asked, ...(services === undefined ? {} : { services }) })),
  watch: procedures.stacks.watch.handler(async function* ({ input, context, signal = new AbortController().signal }) {
    const first = await context.supervisor.follow(input.file);
    let ended: string | undefined;
    let around: Awaited<ReturnType<typeof contextOf>> | undefined;
    for await (const _change of paced({ bell: context.changed, signal })) {
      const snapshot = context.supervisor.snapshot(first.file) ?? first;
      // A job or command that ended may have replaced containers; a stack file that was read anew has another topology.
      const mark = JSON.stringify([context.jobs.list(first.file).map(({ id, state }) => [id, state]), snapshot.problem, snapshot.changing, snapshot.readings]);
      if (around === undefined || mark !== ended) around = await contextOf(context, snapshot);
      ended = mark;
      yield stackSnapshot(context, snapshot, around);
    }
  }),
  changes: procedures.stacks.changes.handler(async function* ({ input, context, lastEventId, signal = new AbortController().signal }) {
    const { file, sequence } = await context.supervisor.follow(input.file);
    for await (const batch of context.supervisor.changes(signal, lastEventId === undefined ? sequence : Number(lastEventId))) {
      const items = batch.filter((change) => !('file' in change) || change.file === file).flatMap(progressOf);
      const last = batch.at(-1);
      if (items.length > 0 && last !== undefined) yield withEventMeta({ items }, { id: String(last.sequence) });
    }
  }),
});
