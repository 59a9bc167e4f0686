import { removeContainer } from './containers.ts';
import type { Run } from './run.ts';

/** Removes containers that this run made and never started; their volumes stay. Runs after an abort as well. */
export async function removeUnstarted(run: Run): Promise<void> {
  await Promise.all(
    [...run.unstarted].map(async ([name, id]) => {
      try {
        await removeContainer(run, id);
        run.unstarted.delete(name);
      } catch (error) {
        const message = run.redact(error instanceof Error ? error.message : String(error));
        run.emit({ type: 'note', message: `Container ${name} was created but not started, and could not be removed: ${message} The next up uses it.` });
      }
    }),
  );
}
