import { expect, it } from 'vitest';
import { tableText } from './table-text.ts';

const rows = [['cache', '=HYPERLINK("x")'], ['a,b', '-12']];

it('disarms formulas, keeps numbers, quotes what needs it', () => {
  expect(tableText(['name', 'note'], rows, 'csv')).toBe('name,note\ncache,"\'=HYPERLINK(""x"")"\n"a,b",-12');
  expect(tableText(['name', 'note'], [['a\tb', 'c\nd']], 'tsv')).toBe('name\tnote\na b\tc d');
  expect(JSON.parse(tableText(['name', 'note'], rows, 'json'))).toEqual([{ name: 'cache', note: '=HYPERLINK("x")' }, { name: 'a,b', note: '-12' }]);
});
