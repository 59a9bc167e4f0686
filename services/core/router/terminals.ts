import { withEventMeta } from '@orpc/server';
import { procedures } from './procedures.ts';

const retryMilliseconds = 100;

export const terminals = procedures.terminals.router({
  open: procedures.terminals.open.handler(({ input, context }) => context.terminals.open(input)),
  output: procedures.terminals.output.handler(async function* ({ input, context, lastEventId, signal = new AbortController().signal }) {
    const followed = context.terminals.output(input.id, { signal, ...(input.reader === undefined ? {} : { reader: input.reader }), ...(lastEventId === undefined ? {} : { after: Number(lastEventId) }) });
    for await (const { item, position } of followed) yield withEventMeta({ ...item }, { id: String(position), retry: retryMilliseconds });
  }),
  taken: procedures.terminals.taken.handler(({ input: { id, reader, position }, context }) => {
    context.terminals.taken(id, reader, position);
    return {};
  }),
  write: procedures.terminals.write.handler(async ({ input, context }) => {
    await context.terminals.write(input.id, input.text);
    return {};
  }),
  resize: procedures.terminals.resize.handler(async ({ input: { id, columns, rows }, context }) => {
    await context.terminals.resize(id, { columns, rows });
    return {};
  }),
  close: procedures.terminals.close.handler(async ({ input, context }) => {
    await context.terminals.close(input.id);
    return {};
  }),
});
