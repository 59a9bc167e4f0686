import { expect, it } from 'vitest';
import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import { eventWords } from './event-words.ts';

const event = (type: string, details: Record<string, unknown> = {}, status = 'info'): InfrastructureEvent => ({ id: '5f0c0f0e-0000-4000-8000-000000000000', event_type: type, timestamp: '2026-01-31T09:00:00.000Z', service_name: 'cache', details, status });

it.each([
  { given: event('service.stopped', { cause: 'it was stopped from outside', before: 'ready' }), what: 'Stopped', why: 'It was stopped from outside' },
  { given: event('step.create-container', { target: 'shop-cache-1', cause: 'cache has no container 1' }, 'ok'), what: 'Container created', why: 'cache has no container 1' },
  { given: event('step.create-container', { target: 'x', message: 'no such image' }, 'failed'), what: 'Container: failed', why: 'No such image' },
  { given: event('step.provide-image', { target: 'redis:8' }, 'ok'), what: 'Image there', why: 'redis:8' },
  { given: event('plan', { steps: 1 }), what: 'Planned 1 step', why: '' },
  { given: event('plan', { steps: 0 }), what: 'Nothing to do', why: '' },
  { given: event('restart.started', { services: ['cache', 'api'] }, 'started'), what: 'Restart began', why: 'cache, api' },
  { given: event('heal.gave-up', { services: ['cache'], message: 'ended more than five times' }, 'failed'), what: 'Not started again', why: 'ended more than five times' },
  { given: event('engine.restarted', { message: 'it could not be reached for 4 s' }), what: 'The engine was restarted', why: 'It could not be reached for 4 s' },
  { given: event('engine.back', { message: 'it could not be reached for 4 s' }), what: 'The engine answers again', why: 'It could not be reached for 4 s' },
  { given: event('note', { message: 'a\u202Eb' }), what: 'Note', why: 'a‹U+202E›b' },
  { given: event('something.new', { target: 't' }), what: 'Something new', why: 't' },
] as const)('$what: $why', ({ given, what, why }) => {
  expect(eventWords(given)).toEqual({ what, why });
});
