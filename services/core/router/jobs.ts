import { withEventMeta } from '@orpc/server';
import { procedures } from './procedures.ts';

const retryMilliseconds = 100;

export const jobs = procedures.jobs.router({
  start: procedures.jobs.start.handler(async ({ input, context: { session, jobs: all, core: _core } }) => {
    const topology = await session.load(input.file);
    return all.start({ ...input, file: topology.file, stack: topology.name } as Parameters<typeof all.start>[0]).view;
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
