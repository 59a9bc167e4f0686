import { expect, it } from 'vitest';
import type { Progress } from '../../contract/results.ts';
import { createJobHistory } from './job-history.ts';

const note = (message: string): Progress => ({ type: 'note', message });
const layer = (name: string, current: number): Progress => ({ type: 'image', image: 'redis:8', layer: name, phase: 'pulling', current });

it('keeps everything in order but only the newest of each layer', () => {
  const history = createJobHistory();
  for (const item of [note('a'), layer('one', 1), layer('two', 1), layer('one', 2), note('b'), layer('one', 3)]) history.add(item);
  expect(history.after(0)).toEqual([note('a'), layer('two', 1), note('b'), layer('one', 3)]);
  expect(history.after(5)).toEqual([layer('one', 3)]);
  expect(history.after(history.last)).toEqual([]);
});

it('stays small however long a pull takes', () => {
  const history = createJobHistory();
  for (let index = 0; index < 50_000; index += 1) history.add(layer(`layer ${index % 10}`, index));
  expect(history.after(0)).toHaveLength(10);
});

it('keeps every step of a build, and only the newest line of its output', () => {
  const history = createJobHistory();
  const line = (phase: string): Progress => ({ type: 'image', image: 'api', phase });
  for (const phase of ['Step 1/2 : FROM node', 'pulled', 'Step 2/2 : RUN npm ci', 'added 1', 'added 2']) history.add(line(phase));
  expect(history.after(0).map((item) => (item.type === 'image' ? item.phase : ''))).toEqual(['Step 1/2 : FROM node', 'Step 2/2 : RUN npm ci', 'added 2']);
});
