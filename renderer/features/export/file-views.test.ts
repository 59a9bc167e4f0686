import { describe, expect, it } from 'vitest';
import type { ExportFileText } from '../../../services/contract/views/export-view.ts';
import { isYaml, markedLines, viewsOf } from './file-views.ts';

const of = (text: Partial<ExportFileText>): ExportFileText => ({ path: 'a.yaml', kind: 'updated', isWhole: true, ...text });

describe('a file is shown', () => {
  it('alone where there is one side only', () => {
    expect(viewsOf(of({ kind: 'created', after: 'a\n', model: 'a\n' }))).toEqual({ text: 'a\n' });
    expect(viewsOf(of({ kind: 'unchanged', before: 'a\n', after: 'a\n', model: 'a\n' }))).toEqual({ text: 'a\n' });
    expect(viewsOf(of({ kind: 'removed', before: 'a\n' }))).toEqual({ text: 'a\n' });
    expect(viewsOf(of({ kind: 'left-out', model: 'a\n' }))).toEqual({ text: 'a\n' });
    expect(viewsOf(of({ kind: 'kept', before: 'mine\n', after: 'mine\n' }))).toEqual({ text: 'mine\n' });
  });

  it('with what changes on disk', () => {
    for (const kind of ['updated', 'merged', 'conflict'] as const) expect(viewsOf(of({ kind, before: 'a\n', after: 'b\n', model: 'c\n' }))).toMatchObject({ text: 'b\n', difference: { before: 'a\n', after: 'b\n' } });
  });

  it('with what the user made of it', () => {
    expect(viewsOf(of({ kind: 'kept', before: 'mine\n', after: 'mine\n', model: 'a\n' }))).toMatchObject({ text: 'mine\n', difference: { before: 'a\n', after: 'mine\n' } });
  });

  it('with what stands in its way', () => {
    expect(viewsOf(of({ kind: 'foreign', before: 'theirs\n', model: 'a\n' }))).toMatchObject({ text: 'theirs\n', difference: { before: 'theirs\n', after: 'a\n' } });
    expect(viewsOf(of({ kind: 'foreign', model: 'a\n' }))).toEqual({ text: 'a\n' });
  });

  it('without a comparison that nobody could read', () => {
    const before = 'a\n'.repeat(300_000);
    expect(viewsOf(of({ before, after: `${before}b\n` }))).toEqual({ text: `${before}b\n`, isTooLong: true });
  });
});

describe('lines are marked', () => {
  it('that are not on disk yet', () => {
    expect(markedLines(viewsOf(of({ before: 'a\nb\nc\n', after: 'a\nB\nc\nd\n' })), 'updated')).toEqual([{ line: 2, kind: 'added' }, { line: 4, kind: 'added' }]);
  });

  it('between the marks of each conflict, and nothing else then', () => {
    const text = 'a\n<<<<<<< yours\n1\n=======\n2\n3\n>>>>>>> stackyard\n=======\nb\n';
    expect(markedLines(viewsOf(of({ kind: 'conflict', before: 'a\n1\nb\n', after: text })), 'conflict').map(({ line, kind }) => `${line} ${kind}`)).toEqual(['2 mark', '3 yours', '4 mark', '5 model', '6 model', '7 mark']);
  });

  it('of no other file', () => {
    expect(markedLines({ text: 'a\n' }, 'created')).toEqual([]);
    expect(markedLines(viewsOf(of({ kind: 'foreign', before: 'x\n', model: 'y\n' })), 'foreign')).toEqual([]);
  });
});

it('knows which files the editor colours', () => {
  expect(['a.yaml', 'b/c.yml', 'values.schema.json', 'fill-in.sh', 'TRANSLATION.md', '.env.example'].map(isYaml)).toEqual([true, true, true, false, false, false]);
});
