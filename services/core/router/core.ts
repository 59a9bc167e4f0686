import { stackSummaries } from '../stacks/summaries.ts';
import { engineView } from '../stacks/engine-view.ts';
import { procedures } from './procedures.ts';
import { protocolVersion } from './protocol.ts';

const coalesceMilliseconds = 40;

export const core = procedures.core.router({
  info: procedures.core.info.handler(async ({ context: { version, startedAt, session } }) => {
    const store = await session.store();
    return { version, protocol: protocolVersion, pid: process.pid, startedAt, notices: [...store.notices] };
  }),
  watch: procedures.core.watch.handler(async function* ({ context, signal = new AbortController().signal }) {
    let heard = -1;
    while (!signal.aborted) {
      heard = context.changed.count;
      yield { engine: engineView(context.supervisor.engine), stacks: [...(await stackSummaries(context))], jobs: [...context.jobs.list()] };
      await context.changed.after(heard, signal);
      await new Promise((resolve) => setTimeout(resolve, coalesceMilliseconds));
    }
  }),
  shutdown: procedures.core.shutdown.handler(({ input, context }) => {
    // After the answer is on its way: the connection that it goes through ends with the core.
    setImmediate(() => context.shutdown(input.now ?? false));
    return {};
  }),
});
