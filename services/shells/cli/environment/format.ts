/** Readable as it is by every dotenv dialect and every shell. */
const bare = /^[A-Za-z0-9_./:@%+,=-]+$/;

/**
 * One value for a .env file, such that the dialects in use (Node, dotenv, Compose, python-dotenv) read the same text back.
 * Single quotes take everything literally; double quotes expand `\n` and `$`, so they only hold values without these; back
 * quotes are known to Node and dotenv. A value with all three quotes has no common form: it is escaped as Compose reads it.
 */
export function quoteDotenv(value: string): string {
  if (value === '') return '';
  if (bare.test(value)) return value;
  if (!/['\r]/.test(value)) return `'${value}'`;
  if (!/["\\$\r`]/.test(value)) return `"${value}"`;
  if (!/[`\r]/.test(value)) return `\`${value}\``;
  return `"${value.replaceAll(/["\\$`]/g, String.raw`\$&`).replaceAll('\r', String.raw`\r`).replaceAll('\n', String.raw`\n`)}"`;
}

/** One value for a POSIX shell: single quotes, and each single quote as `'\''`. */
export function quoteShell(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

export type EnvFormat = 'dotenv' | 'shell';

export function formatVariable(format: EnvFormat, name: string, value: string): string {
  return format === 'dotenv' ? `${name}=${quoteDotenv(value)}` : `export ${name}=${quoteShell(value)}`;
}
