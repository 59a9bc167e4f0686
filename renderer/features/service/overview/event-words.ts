import type { InfrastructureEvent, ServiceState } from '../../../../services/contract/results.ts';
import { formatDuration } from '../../../lib/format.ts';
import { stateOf } from '../../../ui/event-look.ts';

const stateWords: Readonly<Record<ServiceState, string>> = {
  ready: 'Became ready',
  starting: 'Is starting',
  waiting: 'Waits',
  unready: 'Stopped answering',
  'crash-looping': 'Crashes again and again',
  failed: 'Failed',
  stopping: 'Is stopping',
  stopped: 'Stopped',
};

const stepWords: Readonly<Record<string, string>> = {
  'provide-image': 'Image provided',
  'create-volume': 'Volume created',
  'create-container': 'Container created',
  'rename-container': 'Container renamed',
  'start-container': 'Container started',
  'stop-container': 'Container stopped',
  'remove-container': 'Container removed',
  'wait-ready': 'Waited for ready',
  'apply-resources': 'Resources applied',
  'start-process': 'Process started',
  'stop-process': 'Process stopped',
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** An event as a line for a person, and why, where it says so. */
export function eventWords({ event_type: type, details, status }: InfrastructureEvent): { readonly title: string; readonly cause: string | undefined } {
  const cause = textOf(details['message']) ?? textOf(details['cause']);
  const state = stateOf(type);
  if (state !== undefined) return { title: stateWords[state], cause };
  const step = type.startsWith('step.') ? type.slice('step.'.length) : undefined;
  const seconds = details['seconds'];
  const taken = typeof seconds === 'number' && seconds >= 0.1 ? `, ${formatDuration(seconds * 1000)}` : '';
  if (step !== undefined) return { title: status === 'failed' ? `${plain(step)} failed${taken}` : `${stepWords[step] ?? plain(step)}${taken}`, cause };
  return { title: plain(type), cause };
}

/** `heal.started` → `Heal started` */
function plain(type: string): string {
  const words = type.replaceAll(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
