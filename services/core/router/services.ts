import { detailOf } from '../service-detail/service.ts';
import { configFile, reveal } from '../service-detail/reveal.ts';
import { procedures } from './procedures.ts';

export const services = procedures.services.router({
  detail: procedures.services.detail.handler(({ input, context, signal }) => detailOf(context.session, input, signal)),
  reveal: procedures.services.reveal.handler(async ({ input, context }) => ({ value: await reveal(context.session, input) })),
  configFile: procedures.services.configFile.handler(({ input, context }) => configFile(context.session, input)),
});
