import { expect, it } from 'vitest';
import type { InfrastructureEvent } from '../../../../services/contract/results.ts';
import { eventWords } from './event-words.ts';

const event = (event_type: string, details: Record<string, unknown> = {}, status = 'ok'): InfrastructureEvent => ({ id: crypto.randomUUID(), event_type, timestamp: '2026-01-01T00:00:00.000Z', service_name: 'cache', details, status });

it('tells states and steps in words, with the cause', () => {
  expect(eventWords(event('service.crash-looping', { cause: 'exit code 1' }))).toEqual({ title: 'Crashes again and again', cause: 'exit code 1' });
  expect(eventWords(event('step.start-container', { cause: 'it is stopped', seconds: 3.2 }))).toEqual({ title: 'Container started, 3.2 s', cause: 'it is stopped' });
});
it('tells why a step failed before why it was done', () => {
  expect(eventWords(event('step.start-container', { cause: 'it is stopped', message: 'port 80 is in use' }, 'failed'))).toEqual({ title: 'Start container failed', cause: 'port 80 is in use' });
});
it('shows what it does not know as it is', () => {
  expect(eventWords(event('heal.gave-up'))).toEqual({ title: 'Heal gave up', cause: undefined });
});
