import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsIn, planWrite } from './plan-write.ts';

const texts = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries));
const one = (versions: { readonly wanted?: string; readonly base?: string; readonly disk?: string }) => {
  const of = (text: string | undefined) => texts(text === undefined ? {} : { 'a.yaml': text });
  return planWrite({ wanted: of(versions.wanted), base: of(versions.base), disk: of(versions.disk) })[0];
};

describe('one file', () => {
  it.each([
    ['is created', { wanted: 'a\n' }, { kind: 'created', text: 'a\n' }],
    ['is as it shall be', { wanted: 'a\n', base: 'a\n', disk: 'a\n' }, { kind: 'unchanged' }],
    ['follows the model', { wanted: 'b\n', base: 'a\n', disk: 'a\n' }, { kind: 'updated', text: 'b\n' }],
    ['was edited, and the model says the same as before', { wanted: 'a\n', base: 'a\n', disk: 'mine\n' }, { kind: 'kept' }],
    ['was edited elsewhere than the model changed', { wanted: 'A\nb\nc\n', base: 'a\nb\nc\n', disk: 'a\nb\nmine\n' }, { kind: 'merged', text: 'A\nb\nmine\n' }],
    ['was edited to what the model says now', { wanted: 'b\n', base: 'a\n', disk: 'b\n' }, { kind: 'unchanged' }],
    ['was deleted by the user', { wanted: 'b\n', base: 'a\n' }, { kind: 'left-out' }],
    ['is not in the model any more', { base: 'a\n', disk: 'a\n' }, { kind: 'removed' }],
    ['is not in the model any more, and was edited', { base: 'a\n', disk: 'mine\n' }, { kind: 'kept' }],
    ['stands there of somebody else', { wanted: 'a\n', disk: 'theirs\n' }, { kind: 'foreign' }],
  ] as const)('%s', (_, versions, change) => expect(one(versions)).toEqual({ path: 'a.yaml', ...change }));

  it('that holds a conflict is left alone until it is solved, whatever the model says', () => {
    const marked = '<<<<<<< yours\nx: 2\n=======\nx: 3\n>>>>>>> stackyard\n';
    for (const wanted of ['x: 3\n', 'x: 4\n']) expect(one({ wanted, base: 'x: 3\n', disk: marked })).toEqual({ path: 'a.yaml', kind: 'kept', unsolved: true });
    expect(one({ wanted: 'x: 4\n', base: 'x: 3\n', disk: marked.replaceAll('\n', '\r\n') })).toEqual({ path: 'a.yaml', kind: 'kept', unsolved: true });
    expect([marked, marked.replaceAll('\n', '\r\n'), `${marked}a\n${marked}`, 'x: 2\n>>>>>>> stackyard\n', 'x: 2\n=======\n'].map(conflictsIn)).toEqual([1, 1, 2, 1, 0]);
    // Half of the marks taken away is not solved.
    expect(one({ wanted: 'x: 4\n', base: 'x: 3\n', disk: 'x: 2\n>>>>>>> stackyard\n' })).toMatchObject({ unsolved: true });
  });

  it.each([
    ['is as it shall be', { wanted: 'a\nb\n', base: 'a\nb\n', disk: 'a\r\nb\r\n' }, { kind: 'unchanged' }],
    ['follows the model', { wanted: 'a\nc\n', base: 'a\nb\n', disk: 'a\r\nb\r\n' }, { kind: 'updated', text: 'a\r\nc\r\n' }],
    ['was edited elsewhere than the model changed', { wanted: 'A\nb\nc\n', base: 'a\nb\nc\n', disk: 'a\r\nb\r\nmine\r\n' }, { kind: 'merged', text: 'A\r\nb\r\nmine\r\n' }],
  ] as const)('with the line endings of Windows %s', (_, versions, change) => expect(one(versions)).toEqual({ path: 'a.yaml', ...change }));

  it('that both changed in one place holds both, marked', () => {
    const change = one({ wanted: 'x: 3\n', base: 'x: 1\n', disk: 'x: 2\n' });
    expect(change).toEqual({ path: 'a.yaml', kind: 'conflict', text: '<<<<<<< yours\nx: 2\n=======\nx: 3\n>>>>>>> stackyard\n' });
  });
});

it('an edit survives three exports whose options change in between', () => {
  const model = (memory: string) => `replicas: 2\nimage: redis\nresources:\n  memory: ${memory}\nprobe: tcp\n`;
  let disk = model('1Gi').replace('replicas: 2', 'replicas: 5');
  let base = model('1Gi');
  for (const memory of ['2Gi', '3Gi', '4Gi']) {
    const change = one({ wanted: model(memory), base, disk });
    expect(change?.kind).toBe('merged');
    disk = change !== undefined && 'text' in change ? change.text : '';
    base = model(memory);
  }
  expect(disk).toBe(model('4Gi').replace('replicas: 2', 'replicas: 5'));
});

it('no line that a user wrote is ever lost, whatever the model does', () => {
  const lines = fc.array(fc.constantFrom('a: 1', 'b: 2', 'c: 3', 'd: 4', '- e'), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, fc.nat(12), (before, after, at) => {
      const mine = '# mine';
      const change = one({ wanted: after.join('\n'), base: before.join('\n'), disk: [...before.slice(0, at), mine, ...before.slice(at)].join('\n') });
      const text = change !== undefined && 'text' in change ? change.text : undefined;
      expect(change?.kind === 'kept' || text?.split('\n').includes(mine)).toBe(true);
    }),
  );
});
