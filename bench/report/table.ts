import { verdict, type Figure } from './figure.ts';

function amount(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function boundOf({ bound }: Figure): string {
  if (bound === undefined) return '';
  return 'atMost' in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`;
}

const heads = ['FIGURE', 'VALUE', 'UNIT', 'BOUND', 'VERDICT', 'RUNS', 'MIN', 'MAX', 'SPREAD', 'NOTE'];
const numbers: ReadonlySet<number> = new Set([1, 5, 6, 7, 8]);

/** Plain text, one line per figure; a value that has runs is their median. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { summary } = figure;
    const runs = summary === undefined ? ['', '', '', ''] : [String(summary.count), amount(summary.minimum), amount(summary.maximum), amount(summary.spread)];
    return [figure.name, amount(figure.value), figure.unit, boundOf(figure), verdict(figure), ...runs, figure.note ?? ''];
  });
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const pad = (text: string, column: number): string => (numbers.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0));
  return all.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
