import { expect, it } from 'vitest';
import type { NewEvent, Store } from '../../store/index.ts';
import { createRecorder, eventOf } from './recorder.ts';

const failed = { type: 'service', service: 'db', state: 'failed', before: 'ready', cause: 'exited with code 3', status: { name: 'db', state: 'failed', replicas: [] } } as unknown as Parameters<typeof eventOf>[1];

function storeThat(append: (event: NewEvent) => Promise<void>): Store {
  return { events: { append } } as unknown as Store;
}

it('writes one event for one happening, with its cause and what was before', async () => {
  const written: NewEvent[] = [];
  const recorder = createRecorder(storeThat(async (event) => Promise.resolve(void written.push(event))), () => undefined);
  recorder.record('shop', failed);
  await recorder.settled();
  expect(written).toMatchObject([{ stack: 'shop', type: 'service.failed', service: 'db', status: 'failed', details: { before: 'ready', cause: 'exited with code 3' } }]);
});

it('leaves to the heal command what that records itself', () => {
  for (const phase of ['started', 'done', 'failed'] as const) expect(eventOf('shop', { type: 'heal', phase, services: ['db'] })).toBeUndefined();
  expect(eventOf('shop', { type: 'heal', phase: 'gave-up', services: ['db'] })).toMatchObject({ type: 'heal.gave-up', service: 'db' });
});

it('tells an engine that was restarted from one that only did not answer', () => {
  const engine = { state: 'connected', since: '', address: '', source: '', version: '', apiVersion: '' } as const;
  expect(eventOf('shop', { type: 'engine', engine, restarted: true })?.type).toBe('engine.restarted');
  expect(eventOf('shop', { type: 'engine', engine, awaySeconds: 4 })).toMatchObject({ type: 'engine.back', details: { message: 'it could not be reached for 4 s' } });
});

it('complains once while nothing can be written, and again after it could', async () => {
  const complaints: string[] = [];
  const disk = { full: true };
  const recorder = createRecorder(storeThat(async () => (disk.full ? Promise.reject(new Error('disk full')) : Promise.resolve())), (message) => void complaints.push(message));
  for (const full of [true, true, false, true]) {
    disk.full = full;
    recorder.record('shop', failed);
    await recorder.settled();
  }
  expect(complaints).toEqual(['what happens cannot be recorded: disk full', 'what happens cannot be recorded: disk full']);
});
