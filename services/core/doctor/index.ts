import type { DoctorCheck } from '../../contract/results.ts';
import { asStackyardError } from '../../contract/errors.ts';
import type { Core } from '../../contract/core.ts';
import type { Session } from '../session.ts';
import type { DoctorContext, Finding, Inspection } from './check.ts';
import { inspectClock, inspectEngine } from './engine.ts';
import { inspectDisk, inspectMapCount, inspectMemory, inspectStateDirectory } from './machine.ts';
import { inspectImages, inspectPorts, inspectSources } from './stack.ts';

const inspections = (session: Session): readonly Inspection[] => [
  inspectEngine,
  inspectStateDirectory,
  inspectDisk,
  inspectMemory,
  inspectMapCount,
  inspectClock,
  inspectPorts,
  inspectSources(session),
  inspectImages(session),
];

async function contextOf(session: Session, file: string | undefined, signal: AbortSignal): Promise<DoctorContext> {
  const topology = file === undefined ? {} : { topology: await session.load(file) };
  try {
    return { engine: await session.engine(), stateDirectory: session.stateDirectory, signal, ...topology };
  } catch (error) {
    const { message, hint } = asStackyardError(error);
    return { engineError: { message, ...(hint === undefined ? {} : { hint }) }, stateDirectory: session.stateDirectory, signal, ...topology };
  }
}

function checkOf({ repair, ...finding }: Finding): DoctorCheck {
  return { ...finding, fixable: repair !== undefined };
}

/** Looks at the machine, the engine and the stack; `fix` applies the repairs that are safe. */
export async function* doctor(session: Session, { file, fix }: Parameters<Core['doctor']>[0], signal: AbortSignal): AsyncGenerator<DoctorCheck> {
  const context = await contextOf(session, file, signal);
  for (const inspect of inspections(session)) {
    for (const finding of await inspect(context)) {
      if (fix !== true || finding.outcome === 'ok' || finding.repair === undefined) {
        yield checkOf(finding);
        continue;
      }
      const failure = await finding.repair().then(() => undefined, (error: unknown) => asStackyardError(error).message);
      const again = (await inspect(context)).find(({ id }) => id === finding.id) ?? finding;
      yield { ...checkOf(again), fixed: again.outcome === 'ok', ...(failure === undefined ? {} : { found: `${again.found}; the fix did not work: ${failure}` }) };
    }
  }
}
