import { earlierOf, planUp, type ImageDecision, type Plan } from '../../engine/index.ts';
import { chooseImages, type ImageChoice } from '../../engine/images/index.ts';
import { imageDeps } from '../image-deps.ts';
import { withEarlierProcesses } from '../earlier-names.ts';
import { observeProcesses } from '../host-processes.ts';
import type { Prepared } from '../prepare.ts';

export interface WorkedOut {
  readonly plan: Plan;
  readonly choices: Readonly<Record<string, ImageChoice>>;
}

function decisionOf({ reference, id, cause }: ImageChoice): ImageDecision {
  return { reference, ...(id === undefined ? {} : { id }), ...(cause === undefined ? {} : { cause }) };
}

/** Reads only: what `up` would do. */
export async function workOut(prepared: Prepared, only?: readonly string[]): Promise<WorkedOut> {
  const { topology, desired, observed, applied, client, session } = prepared;
  const choices = await chooseImages(topology, imageDeps(session, client));
  const images = Object.fromEntries(Object.entries(choices).map(([service, choice]) => [service, decisionOf(choice)]));
  const processes = await observeProcesses(session, topology);
  const earlier = earlierOf(observed, topology);
  const names = await withEarlierProcesses(session, topology, { names: earlier.names });
  const plan = planUp({ desired, observed, earlier: { ...earlier, names }, images, processes, applied: (service) => applied.read(service), ...(only === undefined || only.length === 0 ? {} : { only }) });
  return { plan, choices };
}
