import { expect, it, vi } from 'vitest';
import { bytesOf } from './bytes.ts';
import { createWriteQueue } from './write-queue.ts';

it('gives every byte back', () => {
  const all = Array.from({ length: 256 }, (_, index) => index);
  expect([...bytesOf(String.fromCharCode(...all))]).toEqual(all);
});

it('sends one request at a time, in order, what was typed meanwhile together', async () => {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const queue = createWriteQueue((text) => new Promise<void>((resolve) => {
    sent.push(text);
    answers.push(resolve);
  }), () => undefined);
  queue.push('a');
  queue.push('b');
  queue.push('c');
  expect(sent).toEqual(['a']);
  answers[0]?.();
  await vi.waitFor(() => expect(sent).toEqual(['a', 'bc']));
});

it('cuts a large paste into pieces that break no character', async () => {
  const sent: string[] = [];
  const queue = createWriteQueue(async (text) => sent.push(text), () => undefined);
  const text = `x${'😀'.repeat(120_000)}`;
  queue.push(text);
  await vi.waitFor(() => expect(sent.join('')).toBe(text));
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.every((piece) => piece.isWellFormed())).toBe(true);
});

it('drops what waited after a failure, tells it, and goes on', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  const sent: string[] = [];
  let isDown = true;
  const queue = createWriteQueue(async (text) => {
    if (isDown) throw new Error('down');
    sent.push(text);
  }, failed);
  queue.push('rm ');
  queue.push('file');
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  isDown = false;
  queue.push('ls');
  await vi.waitFor(() => expect(sent).toEqual(['ls']));
});
