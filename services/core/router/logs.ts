import { withEventMeta } from '@orpc/server';
import { followLogs } from '../log-streams/follow.ts';
import { batchedLines } from '../log-streams/batches.ts';
import { procedures } from './procedures.ts';

export const logs = procedures.logs.router({
  read: procedures.logs.read.handler(async function* ({ input: { services, since, tail, file }, context, signal }) {
    const lines = context.core.logs({
      file,
      ...(services === undefined ? {} : { services }),
      ...(since === undefined ? {} : { since }),
      ...(tail === undefined ? {} : { tail }),
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const batch of batchedLines(lines)) yield { lines: batch, skipped: 0 };
  }),
  follow: procedures.logs.follow.handler(async function* ({ input, context, lastEventId, signal = new AbortController().signal }) {
    for await (const { batch, cursor } of followLogs(context.session, { ...input, signal, ...(lastEventId === undefined ? {} : { cursor: lastEventId }) })) yield withEventMeta({ ...batch }, { id: cursor });
  }),
});
