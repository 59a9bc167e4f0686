import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHeartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function beating() {
  const told: string[] = [];
  const asked: PromiseWithResolvers<void>[] = [];
  const heartbeat = createHeartbeat({
    ask: async () => {
      const answer = Promise.withResolvers<void>();
      asked.push(answer);
      return answer.promise;
    },
    onSilent: (since) => told.push(`silent since ${since}`),
    onAnswer: () => told.push('answers'),
    pause: 3_000,
    patience: 4_000,
  });
  vi.setSystemTime(0);
  heartbeat.start();
  const answer = async (): Promise<void> => {
    asked.at(-1)?.resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { told, asked, heartbeat, answer };
}

it('a core that answers is asked again and again, and nothing is told', async () => {
  const { told, asked, answer } = beating();
  for (let round = 0; round < 5; round += 1) {
    await answer();
    await vi.advanceTimersByTimeAsync(3_000);
  }
  expect(asked).toHaveLength(6);
  expect(told).toEqual([]);
});

it('silence is told once, with the time of the last answer, and its end', async () => {
  const { told, asked, answer } = beating();
  await vi.advanceTimersByTimeAsync(1_000);
  await answer();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual(['silent since 4000']);
  await answer();
  expect(told).toEqual(['silent since 4000', 'answers']);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toHaveLength(3);
});

it('a machine that slept is no silence', async () => {
  const { told } = beating();
  vi.setSystemTime(600_000);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(told).toEqual(['silent since 0']);
});

it('a question that fails is asked again', async () => {
  const { told, asked } = beating();
  asked[0]?.reject(new Error('lost'));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toHaveLength(2);
  expect(told).toEqual([]);
});

it('stopped, it tells and asks nothing', async () => {
  const { told, asked, heartbeat } = beating();
  heartbeat.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked.length, told]).toEqual([1, []]);
});
