import { expect, it } from 'vitest';
import { imageProgress } from './image-progress.ts';
import { jobProgress, type JobProgress } from './job-progress.ts';

type Told = { readonly layer?: string; readonly phase: string; readonly current?: number; readonly total?: number };
const told = (...items: readonly Told[]): JobProgress => jobProgress(undefined, { items: items.map((item) => ({ type: 'image', image: 'redis:8', ...item })) });
const progress = (...items: readonly Told[]) => imageProgress([...told(...items).layers.values()])[0];

it('adds up the bytes of all layers, those that have come with their whole size', () => {
  const image = progress(
    { layer: 'a', phase: 'downloading', current: 30, total: 100 },
    { layer: 'b', phase: 'downloading', current: 50, total: 50 },
    { layer: 'b', phase: 'download complete' },
    { layer: 'c', phase: 'waiting' },
  );
  expect([image?.bytes, image?.bytesTotal, image?.layersDone, image?.isDone]).toEqual([80, 150, 0, false]);
});
it('does not count what was there already, and is done when all layers are', () => {
  const image = progress({ layer: 'a', phase: 'already exists' }, { layer: 'b', phase: 'extracting', current: 20, total: 40 }, { layer: 'b', phase: 'pull complete' });
  expect(image).toMatchObject({ bytes: 40, bytesTotal: 40, layersDone: 2, isDone: true });
});
it('keeps the steps of a build while its output goes by, and begins anew with the first', () => {
  const build: readonly Told[] = [{ phase: 'Step 1/2 : FROM node' }, { phase: 'Step 2/2 : RUN npm ci' }, { phase: 'added 120 packages' }];
  expect(progress(...build)).toMatchObject({ steps: [{ at: 1, of: 2, text: 'FROM node' }, { at: 2, of: 2, text: 'RUN npm ci' }], line: 'added 120 packages', layers: [], isDone: false });
  expect(progress(...build, { phase: 'Step 1/3 : FROM node:24' })?.steps).toEqual([{ at: 1, of: 3, text: 'FROM node:24' }]);
});
