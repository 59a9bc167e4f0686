import { StackyardError } from '../../contract/errors.ts';
import { observeContainers, type EngineClient } from '../../engine/index.ts';
import { existingService } from '../existing-service.ts';
import { loadOrLast } from '../load-or-last.ts';
import type { Session } from '../session.ts';

interface Wanted {
  readonly file: string;
  readonly service: string;
  readonly replica: number;
}

/** Id of a replica's container that runs. NOT_FOUND, SERVICE_DOWN, UNSUPPORTED for a host process, or the engine's errors. */
export async function runningContainer(session: Session, { file, service, replica }: Wanted): Promise<{ readonly client: EngineClient; readonly container: string }> {
  const { topology } = await loadOrLast(session, file);
  const found = existingService(topology, service);
  if (found.type === 'process') {
    throw new StackyardError('UNSUPPORTED', `${service} is a process of this machine, not a container.`, { service, hint: `Open a terminal of your own in ${found.workingDirectory}; stackyard env shows its variables.` });
  }
  const client = await session.engine();
  const container = (await observeContainers(client, topology)).containers.find((each) => each.service === service && each.replica === replica && !each.leftover);
  if (container?.state === 'running') return { client, container: container.id };
  const { scale } = found;
  if (container === undefined && replica > scale) throw new StackyardError('NOT_FOUND', `${service} has no replica ${replica}.`, { service, hint: `It has ${scale}.` });
  throw new StackyardError('SERVICE_DOWN', `${service} does not run: its container is ${container?.state ?? 'not there'}.`, { service, hint: container?.state === 'paused' ? 'Unpause it first.' : `Start it with stackyard up ${service}.` });
}
