import { withEventMeta } from '@orpc/server';
import { asStackyardError } from '../../contract/errors.ts';
import { loadOrLast } from '../load-or-last.ts';
import { procedures } from './procedures.ts';

const retryMilliseconds = 100;

export const jobs = procedures.jobs.router({
  start: procedures.jobs.start.handler(async ({ input, context }) => {
    const { file, name } = input.verb === 'down' ? (await loadOrLast(context.session, input.file)).topology : await context.session.load(input.file);
    // What the command line starts is seen by the app as well, and healed.
    if (input.verb === 'up') void context.supervisor.follow(file).catch((error: unknown) => context.log(`${file} is not followed: ${asStackyardError(error).message}`));
    return context.jobs.start({ ...input, file, stack: name }).view;
  }),
  follow: procedures.jobs.follow.handler(async function* ({ input, context, lastEventId, signal }) {
    const job = context.jobs.find(input.id);
    const followed = job.follow(lastEventId === undefined ? 0 : Number(lastEventId), signal ?? new AbortController().signal);
    for await (const { batch, number } of followed) yield withEventMeta({ ...batch }, { id: String(number), retry: retryMilliseconds });
  }),
  cancel: procedures.jobs.cancel.handler(async ({ input, context }) => {
    const job = context.jobs.find(input.id);
    job.cancel();
    await job.ended;
    return job.view;
  }),
  list: procedures.jobs.list.handler(({ input, context }) => [...context.jobs.list(input.file)]),
});
