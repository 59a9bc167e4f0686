/** Readable as it is by every dotenv dialect and every shell. */
const bare = /^[A-Za-z0-9_./:@%+,=-]+$/;

/**
 * One value for a .env file, such that Node, dotenv, Compose, python-dotenv and a shell that sources it read the same
 * text back. Single quotes take everything literally. A value with a single quote goes into double quotes; if it also has
 * one of `" \ $` or a back quote these are escaped as Compose and shells read it, which Node and dotenv do not undo. Their
 * back quotes would be exact for them, but run as a command where the file is sourced.
 */
export function quoteDotenv(value: string): string {
  if (value === '' || bare.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
}

/** One value for a POSIX shell: single quotes, and each single quote as `'\''`. */
export function quoteShell(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

export type EnvFormat = 'dotenv' | 'shell';

export function formatVariable(format: EnvFormat, name: string, value: string): string {
  return format === 'dotenv' ? `${name}=${quoteDotenv(value)}` : `export ${name}=${quoteShell(value)}`;
}
