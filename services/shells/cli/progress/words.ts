import type { ServiceState, StepKind } from '../../../contract/results.ts';
import type { Colour } from '../terminal/style.ts';

/** What a step is called while it runs, and once it is done. */
export const stepWords: Readonly<Record<StepKind, { readonly doing: string; readonly done: string }>> = {
  'create-network': { doing: 'creating network', done: 'network created' },
  'provide-image': { doing: 'getting image', done: 'image there' },
  'create-volume': { doing: 'creating volume', done: 'volume created' },
  'create-container': { doing: 'creating container', done: 'container created' },
  'rename-container': { doing: 'renaming container', done: 'container renamed' },
  'start-container': { doing: 'starting container', done: 'container started' },
  'stop-container': { doing: 'stopping container', done: 'container stopped' },
  'remove-container': { doing: 'removing container', done: 'container removed' },
  'wait-ready': { doing: 'waiting until it is ready', done: 'ready' },
  'apply-resources': { doing: 'creating declared resources', done: 'declared resources there' },
  'remove-network': { doing: 'removing network', done: 'network removed' },
  'start-process': { doing: 'starting process', done: 'process started' },
  'stop-process': { doing: 'stopping process', done: 'process stopped' },
};

export const stateColours: Readonly<Record<ServiceState, Colour>> = {
  ready: 'green',
  starting: 'blue',
  waiting: 'yellow',
  stopping: 'gray',
  unready: 'orange',
  'crash-looping': 'red',
  failed: 'red',
  stopped: 'gray',
};
