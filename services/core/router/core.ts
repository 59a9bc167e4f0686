import { protocolVersion } from '../../contract/connect/protocol.ts';
import { stackSummaries } from '../stacks/summaries.ts';
import { engineView } from '../stacks/engine-view.ts';
import { paced } from './paced.ts';
import { procedures } from './procedures.ts';

export const core = procedures.core.router({
  info: procedures.core.info.handler(async ({ context: { version, startedAt, session } }) => {
    const store = await session.store();
    return { version, protocol: protocolVersion, pid: process.pid, startedAt, notices: [...store.notices] };
  }),
  watch: procedures.core.watch.handler(async function* ({ context, signal = new AbortController().signal }) {
    for await (const _change of paced({ bell: context.changed, signal })) {
      yield { engine: engineView(context.supervisor.engine), stacks: [...(await stackSummaries(context))], jobs: [...context.jobs.list()] };
    }
  }),
  shutdown: procedures.core.shutdown.handler(({ input, context }) => {
    // After the answer is on its way: the connection that it goes through ends with the core.
    setImmediate(() => context.shutdown(input.now ?? false));
    return {};
  }),
});
