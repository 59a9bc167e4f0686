import type { PlanStep } from '../plan/types.ts';
import { createNetworkStep, createVolumeStep, removeNetworkStep, removeStep, renameStep, stopStep } from './containers.ts';
import { createStep } from './create.ts';
import type { Run } from './run.ts';
import { startStep } from './start.ts';
import { waitReady } from './wait-ready.ts';

/** Does what a step says; decides nothing. Gives a message worth showing, if there is one. */
export async function runStep(run: Run, step: PlanStep): Promise<string | undefined> {
  const { context, signal, emit } = run;
  switch (step.kind) {
    case 'create-network':
      return quietly(createNetworkStep(run, step));
    case 'create-volume':
      return quietly(createVolumeStep(run, step));
    case 'provide-image': {
      const provided = await context.images.provide({ service: step.services[0] ?? '', image: step.image, signal, progress: emit });
      run.images.set(step.image.reference, provided.reference);
      return provided.reference === step.image.reference ? undefined : provided.reference;
    }
    case 'create-container':
      return quietly(createStep(run, step));
    case 'rename-container':
      return quietly(renameStep(run, step));
    case 'start-container':
      emit({ type: 'service', service: step.service, state: 'starting' });
      return quietly(startStep(run, step));
    case 'stop-container':
      emit({ type: 'service', service: step.service, state: 'stopping' });
      await stopStep(run, step);
      emit({ type: 'service', service: step.service, state: 'stopped' });
      return undefined;
    case 'remove-container':
      return quietly(removeStep(run, step));
    case 'wait-ready':
      await waitReady(run, step);
      emit({ type: 'service', service: step.service, state: 'ready' });
      return undefined;
    case 'apply-resources':
      return applyResources(run, step);
    case 'remove-network':
      return quietly(removeNetworkStep(run, step));
    case 'start-process':
      emit({ type: 'service', service: step.service, state: 'starting' });
      await context.processes.start(step.service, signal);
      return undefined;
    case 'stop-process':
      emit({ type: 'service', service: step.service, state: 'stopping' });
      await context.processes.stop(step.service, signal);
      emit({ type: 'service', service: step.service, state: 'stopped' });
      return undefined;
  }
}

async function quietly(work: Promise<void>): Promise<undefined> {
  await work;
}

async function applyResources({ context, plan, signal, emit }: Run, step: Extract<PlanStep, { kind: 'apply-resources' }>): Promise<string | undefined> {
  const outcomes = await context.resources.apply(step.service, signal);
  const service = plan.desired?.services[step.service];
  const written = context.applied.read(step.service) ?? currentSpec(service);
  if (written !== undefined) await context.applied.write(step.service, { ...written, resources: step.resources });
  for (const { resource, outcome, detail } of outcomes) {
    if (outcome === 'kept-different') emit({ type: 'note', message: `${step.service}: ${resource} is kept as it is${detail === undefined ? '' : `: ${detail}`}.` });
  }
  const made = outcomes.filter(({ outcome }) => outcome === 'created' || outcome === 'changed').map(({ resource, outcome }) => `${resource} ${outcome}`);
  return made.length === 0 ? undefined : made.join(', ');
}

function currentSpec(service: NonNullable<Run['plan']['desired']>['services'][string] | undefined): Pick<NonNullable<ReturnType<Run['context']['applied']['read']>>, 'fields' | 'hashes'> | undefined {
  if (service === undefined) return undefined;
  return service.type === 'process' ? service : service.containers[0];
}
