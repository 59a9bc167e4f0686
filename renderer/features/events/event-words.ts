import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import { formatAmount } from '../../lib/format.ts';
import { visibleText } from '../../lib/visible-text.ts';

const steps: Readonly<Record<string, string>> = {
  'create-network': 'Network created',
  'remove-network': 'Network removed',
  'provide-image': 'Image there',
  'create-volume': 'Volume created',
  'create-container': 'Container created',
  'rename-container': 'Container renamed',
  'start-container': 'Container started',
  'stop-container': 'Container stopped',
  'remove-container': 'Container removed',
  'wait-ready': 'Ready after the start',
  'apply-resources': 'Declared resources are there',
  'start-process': 'Process started',
  'stop-process': 'Process stopped',
};
const states: Readonly<Record<string, string>> = { ready: 'Ready', unready: 'Does not answer', starting: 'Starting', waiting: 'Waits', stopping: 'Stopping', stopped: 'Stopped', failed: 'Failed', 'crash-looping': 'Keeps crashing' };
const phases: Readonly<Record<string, string>> = { started: 'began', done: 'done', failed: 'failed', cancelled: 'was cancelled' };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function sentence({ event_type: type, details, status }: InfrastructureEvent): string {
  const [first = '', second = ''] = type.split('.');
  switch (first) {
    case 'service':
      return states[second] ?? capital(second);
    case 'step':
      return status === 'failed' ? `${(steps[second] ?? second).replace(/ (created|removed|started|stopped|renamed|there)$/, '')}: failed` : (steps[second] ?? capital(second.replaceAll('-', ' ')));
    case 'plan':
      return Number(details['steps']) === 0 ? 'Nothing to do' : `Planned ${formatAmount(Number(details['steps']), 'step')}`;
    case 'heal':
      return second === 'gave-up' ? 'Not started again' : second === 'failed' ? 'Could not be started again' : second === 'done' ? 'Started again, done' : 'Started again';
    case 'engine':
      return second === 'lost' ? 'The engine does not answer' : second === 'restarted' ? 'The engine was restarted' : 'The engine answers again';
    case 'core':
      return second === 'woke' ? 'The machine slept' : capital(second);
    case 'note':
      return 'Note';
    default:
      return `${capital(first)} ${phases[second] ?? second}`.trim();
  }
}

function because({ details }: InfrastructureEvent): string {
  const { cause, message, reason, services, target, seconds } = details;
  const words = [text(cause), text(message), text(reason)].filter((each) => each !== '');
  if (words.length > 0) return [...new Set(words)].join(' · ');
  if (Array.isArray(services) && services.length > 0) return services.map(String).join(', ');
  return text(target) === '' && typeof seconds === 'number' ? `${seconds.toFixed(1)} s` : text(target);
}

/** The service's own "Ready" stands beside it. */
export const saysTwice = ({ event_type: type, status }: InfrastructureEvent): boolean => type === 'step.wait-ready' && status === 'ok';

/** A sentence of ours begins as one; what begins with a name of the stack keeps it. */
const sentenceCase = (why: string): string => why.replace(/^(?:it|the|its|a|an|another|killed|exited|last|not|no) /, capital);

/** An event in a few words, and why it happened. */
export function eventWords(event: InfrastructureEvent): { readonly what: string; readonly why: string } {
  return { what: sentence(event), why: sentenceCase(visibleText(because(event))) };
}
