export const snippetFormats = ['dotenv', 'shell', 'json'] as const;
export type SnippetFormat = (typeof snippetFormats)[number];

export type Values = readonly (readonly [name: string, value: string])[];

/** Characters that a shell and every dotenv reader take as they are. */
const plain = /^[\w./:@%+,=-]*$/;

const shellQuoted = (value: string): string => (plain.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`);

/** Single quotes are taken literally by dotenv readers; a value with one is put in double quotes, where only `\`, `"`, `$` and line ends are special. */
function dotenvQuoted(value: string): string {
  if (plain.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  return `"${value.replaceAll(/[\\"$]/g, String.raw`\$&`).replaceAll('\r', String.raw`\r`).replaceAll('\n', String.raw`\n`)}"`;
}

/** Variables as text to paste: a `.env` file, shell exports, or a JSON object. */
export function snippet(values: Values, format: SnippetFormat): string {
  switch (format) {
    case 'dotenv':
      return values.map(([name, value]) => `${name}=${dotenvQuoted(value)}`).join('\n');
    case 'shell':
      return values.map(([name, value]) => `export ${name}=${shellQuoted(value)}`).join('\n');
    case 'json':
      return JSON.stringify(Object.fromEntries(values), undefined, 2);
  }
}
