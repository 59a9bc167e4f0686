import { procedures } from './procedures.ts';

export const machine = {
  doctor: procedures.machine.doctor.handler(async function* ({ input: { file, fix }, context, signal }) {
    yield* context.core.doctor({ ...(file === undefined ? {} : { file }), ...(fix === undefined ? {} : { fix }), ...(signal === undefined ? {} : { signal }) });
  }),
  images: procedures.machine.images.handler(async ({ input, context }) => [...(await context.core.images(input))]),
  volumes: procedures.machine.volumes.handler(async ({ input, context }) => [...(await context.core.volumes(input))]),
  removeVolume: procedures.machine.removeVolume.handler(({ input, context }) => context.core.removeVolume(input)),
};
