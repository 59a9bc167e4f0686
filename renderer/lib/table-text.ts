export type TableFormat = 'tsv' | 'csv' | 'json';

/** A spreadsheet runs a cell that begins so; the apostrophe makes it text. */
const guard = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text);

const csvCell = (text: string): string => (/[",\r\n]/.test(guard(text)) ? `"${guard(text).replaceAll('"', '""')}"` : guard(text));

/** Rows as text for the clipboard, with a line of titles. */
export function tableText(titles: readonly string[], rows: readonly (readonly string[])[], format: TableFormat): string {
  if (format === 'json') return JSON.stringify(rows.map((row) => Object.fromEntries(titles.map((title, index) => [title, row[index] ?? '']))), undefined, 2);
  const [cell, separator] = format === 'csv' ? [csvCell, ','] : [(text: string) => guard(text).replaceAll(/[\t\r\n]+/g, ' '), '\t'];
  return [titles, ...rows].map((row) => row.map(cell).join(separator)).join('\n');
}
