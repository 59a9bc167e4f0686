import { expect, it } from 'vitest';
import type { ExportFileView } from '../../../services/contract/views/export-view.ts';
import { firstToShow, isMixed, openFolders, treeRows, treeStep } from './file-tree.ts';

const file = (path: string, kind: ExportFileView['kind'] = 'unchanged'): ExportFileView => ({ path, kind });
const files = [file('.gitignore'), file('base/cache/config/redis.conf', 'kept'), file('base/cache/service.yaml'), file('base/kustomization.yaml', 'updated'), file('overlays/dev/secrets/cache.env.example', 'created'), file('TRANSLATION.md')];
const drawn = (closed: readonly string[] = []): string[] => treeRows(files, (path) => !closed.includes(path)).map(({ name, depth, folder }) => `${'  '.repeat(depth)}${name}${folder === undefined ? '' : `/ ${folder.changes} of ${folder.files}, ${folder.kind}`}`);

it('has folders before files, and folders with nothing else in them in one', () => {
  expect(drawn()).toEqual(['base/ 1 of 3, updated', '  cache/ 0 of 2, kept', '    config/ 0 of 1, kept', '      redis.conf', '    service.yaml', '  kustomization.yaml', 'overlays/dev/secrets/ 1 of 1, created', '  cache.env.example', '.gitignore', 'TRANSLATION.md']);
});

it('leaves out what is in a closed folder, and says what is in it', () => {
  expect(drawn(['base', 'overlays/dev/secrets'])).toEqual(['base/ 1 of 3, updated', 'overlays/dev/secrets/ 1 of 1, created', '.gitignore', 'TRANSLATION.md']);
});

it('opens what is of interest, and leaves folders as somebody left them', () => {
  const quiet = [file('base/a.yaml'), file('base/b/c.yaml'), file('overlays/d.yaml', 'updated')];
  const open = (of: readonly ExportFileView[], more: Partial<Parameters<typeof openFolders>[1]> = {}): string => treeRows(of, openFolders(of, { left: new Map(), chosen: undefined, isFound: false, ...more })).map(({ path }) => path).join(' ');
  expect(open(quiet)).toBe('base overlays overlays/d.yaml');
  expect(open(quiet, { chosen: 'base/b/c.yaml' })).toBe('base base/b base/b/c.yaml base/a.yaml overlays overlays/d.yaml');
  expect(open(quiet, { left: new Map([['base', true], ['overlays', false]]) })).toBe('base base/b base/a.yaml overlays');
  expect(open(quiet, { isFound: true })).toBe('base base/b base/b/c.yaml base/a.yaml overlays overlays/d.yaml');
  expect(open(quiet.slice(0, 2))).toBe('base base/b base/b/c.yaml base/a.yaml');
});

it('names kinds only where there is more than one, or a conflict is still marked', () => {
  expect([files, files.slice(0, 1), [], [{ ...file('a', 'kept'), marked: 1 }]].map(isMixed)).toEqual([true, false, false, true]);
});

it('takes thousands of files', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => file(`base/service-${index % 500}/part-${index}.yaml`));
  expect(treeRows(many, () => true)).toHaveLength(5_501);
});

it('shows first what needs somebody, else what the export begins with', () => {
  expect(firstToShow(files)?.path).toBe('base/kustomization.yaml');
  expect(firstToShow([file('.env.example', 'created'), file('compose.yaml', 'created')])?.path).toBe('compose.yaml');
  expect(firstToShow([...files, file('base/network.yaml', 'conflict')])?.path).toBe('base/network.yaml');
  expect(firstToShow([...files, { ...file('base/network.yaml', 'kept'), marked: 1 }])?.path).toBe('base/network.yaml');
  expect(firstToShow([])).toBeUndefined();
});

it('is walked by arrows: into a folder, out of it, and to the folder around', () => {
  const rows = treeRows(files, (path) => path !== 'overlays/dev/secrets');
  const at = (path: string): number => rows.findIndex((row) => row.path === path);
  expect(treeStep(rows, at('base'), 'ArrowRight')).toEqual({ to: at('base/cache') });
  expect(treeStep(rows, at('base'), 'ArrowLeft')).toEqual({ toggle: 'base' });
  expect(treeStep(rows, at('overlays/dev/secrets'), 'ArrowRight')).toEqual({ toggle: 'overlays/dev/secrets' });
  expect(treeStep(rows, at('base/cache/service.yaml'), 'ArrowLeft')).toEqual({ to: at('base/cache') });
  expect(treeStep(rows, at('TRANSLATION.md'), 'ArrowLeft')).toBeUndefined();
  expect(treeStep(rows, -1, 'ArrowRight')).toBeUndefined();
});
