import type { Cancellable, Core } from '../contract/core.ts';
import type { Session } from './session.ts';

const signalOf = ({ signal }: Cancellable): AbortSignal => signal ?? new AbortController().signal;

/** The verbs over a session; each verb's code is loaded at the first call that needs it. Closing it closes the session. */
export function createCore(session: Session): Core {
  return {
    async plan({ file, services, signal }) {
      session.expectEngine();
      const [{ prepare }, { workOut }, { namedServices, planView }] = await Promise.all([import('./prepare.ts'), import('./verbs/plan.ts'), import('../engine/index.ts')]);
      const topology = await session.load(file);
      namedServices(Object.keys(topology.services), services);
      const prepared = await prepare(session, topology, signal === undefined ? {} : { signal });
      return planView((await workOut(prepared, services)).plan);
    },
    async *up(input) {
      session.expectEngine();
      const { up } = await import('./verbs/up.ts');
      yield* up(session, input, signalOf(input));
      if (input.watch === true) {
        const { watch } = await import('./supervisor/watch.ts');
        yield* watch(session, input, signalOf(input));
      }
    },
    async *down(input) {
      session.expectEngine();
      const { down } = await import('./verbs/down.ts');
      yield* down(session, input, signalOf(input));
    },
    async *restart(input) {
      session.expectEngine();
      const { restart } = await import('./verbs/down.ts');
      yield* restart(session, input, signalOf(input));
    },
    async status(input) {
      session.expectEngine();
      const { status } = await import('./verbs/status.ts');
      return status(session, input.file, signalOf(input));
    },
    async *logs(input) {
      const { logs } = await import('./verbs/logs.ts');
      yield* logs(session, input, signalOf(input));
    },
    async env(input) {
      const { env } = await import('./verbs/env.ts');
      return env(session, input);
    },
    async *events(input) {
      const { events } = await import('./verbs/events.ts');
      yield* events(session, input, signalOf(input));
    },
    async *doctor(input) {
      const { doctor } = await import('./doctor/index.ts');
      yield* doctor(session, input, signalOf(input));
    },
    async images(input) {
      const { images } = await import('./verbs/images.ts');
      return images(session, input.file);
    },
    async *provideImages(input) {
      const { provideImages } = await import('./verbs/images.ts');
      yield* provideImages(session, input, signalOf(input));
    },
    async lint(input) {
      const { lintManifests } = await import('./verbs/lint.ts');
      return lintManifests(input);
    },
    async export(input) {
      const { exportStack } = await import('./verbs/export.ts');
      return exportStack(session, input);
    },
    async *deploy(input) {
      const { deployStack } = await import('./verbs/deploy.ts');
      yield* deployStack(session, input, signalOf(input));
    },
    async drift(input) {
      const { drift } = await import('./verbs/drift.ts');
      return drift(session, input, signalOf(input));
    },
    async import(input) {
      const { importStack } = await import('./verbs/import.ts');
      return importStack(session, input);
    },
    async volumes(input) {
      const { volumes } = await import('./verbs/volumes.ts');
      return volumes(session, input.file, signalOf(input));
    },
    async removeVolume(input) {
      const { removeVolume } = await import('./verbs/volumes.ts');
      return removeVolume(session, input);
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
