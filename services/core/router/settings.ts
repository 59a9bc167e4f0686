import { installation } from '../settings/installation.ts';
import { report } from '../settings/report.ts';
import { paced } from './paced.ts';
import { procedures } from './procedures.ts';

export const settings = procedures.settings.router({
  watch: procedures.settings.watch.handler(async function* ({ context, signal = new AbortController().signal }) {
    const known = await context.session.settings();
    await known.refresh();
    for await (const _change of paced({ bell: known.changed, signal })) yield known.current;
  }),
  change: procedures.settings.change.handler(async ({ input, context }) => (await context.session.settings()).change(input)),
  installation: procedures.settings.installation.handler(({ context }) => installation(context)),
  report: procedures.settings.report.handler(async ({ context, signal = new AbortController().signal }) => ({ text: await report(context, signal) })),
});
