import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLeaving } from './leaving.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function reasonOf({ reason }: { readonly reason: Promise<string> }): Promise<string | undefined> {
  return Promise.race([reason, Promise.resolve(undefined)]);
}

it('ends when nobody came, and stays while a shell is attached or a job runs', async () => {
  const leaving = createLeaving(1_000);
  leaving.shells(1);
  vi.advanceTimersByTime(5_000);
  leaving.jobs(1);
  leaving.shells(0);
  vi.advanceTimersByTime(5_000);
  expect(await reasonOf(leaving)).toBeUndefined();
  leaving.jobs(0);
  vi.advanceTimersByTime(999);
  expect(await reasonOf(leaving)).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(await reasonOf(leaving)).toBe('no shell is attached and nothing runs');
});

it('asked to end, it waits for the jobs, unless it shall end at once', async () => {
  const patient = createLeaving(undefined);
  patient.jobs(1);
  patient.ask(false);
  expect(await reasonOf(patient)).toBeUndefined();
  patient.jobs(0);
  expect(await reasonOf(patient)).toBe('a shell asked for it');
  const hurried = createLeaving(undefined);
  hurried.jobs(1);
  hurried.ask(true);
  expect(await reasonOf(hurried)).toBe('a shell asked for it, at once');
});
