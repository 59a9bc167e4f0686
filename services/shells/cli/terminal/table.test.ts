import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderTable } from './table.ts';
import { displayWidth, padEnd, truncate } from './width.ts';

const plain = (_: unknown, text: string) => text;

describe('width', () => {
  test.each([
    ['redis', 5],
    ['世界', 4],
    ['é', 1],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['ｆｕｌｌ', 8],
    ['한국어', 6],
    ['✔', 1],
    ['', 0],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('truncated text never takes more than its room, and is whole where it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
        const cut = truncate(text, columns);
        expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
        expect(cut === text).toBe(displayWidth(text) <= columns);
      }),
    );
  });

  test('padded text takes its room exactly', () => {
    const found = fc.check(fc.property(fc.string({ unit: 'grapheme' }), (text) => displayWidth(padEnd(text, 200)) === Math.max(200, displayWidth(text))));
    expect(found.counterexample).toBeNull();
  });
});

describe('table', () => {
  test('columns are aligned by display width', () => {
    const lines = renderTable({ head: ['SERVICE', 'STATE', 'CAUSE'], rows: [['redis', 'ready', ''], ['世界', { text: 'failed', colour: 'red' }, 'exit code 1']], paint: plain });
    expect(lines).toEqual(['SERVICE  STATE   CAUSE', 'redis    ready', '世界     failed  exit code 1']);
  });

  test('the last column gives way to a narrow terminal', () => {
    const [, row = ''] = renderTable({ head: ['NAME', 'CAUSE'], rows: [['redis', 'a cause that is far too long for this terminal']], paint: plain, columns: 30 });
    expect(row).toBe('redis  a cause that is far to…');
  });

  test('service text cannot reach the terminal raw', () => {
    const lines = renderTable({ head: ['NAME'], rows: [['\u001B[2Jx\nsecond line']], paint: plain });
    expect(lines).toEqual(['NAME', String.raw`\x1b[2Jx\nsecond line`]);
  });
});
