import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** More than any stack file that a person writes. */
const readAtMost = 256 * 1024;

function beginningOf(file: string): string {
  // Opening a pipe would wait for a writer.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(descriptor).isFile()) return '';
    const buffer = Buffer.alloc(readAtMost);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, readAtMost, 0));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Names below `services:`, read by lines: a completion must answer before the next key press, also while the file is
 * half written and no YAML parser would take it.
 */
export function serviceNamesIn(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^services\s*:\s*(#.*)?$/.test(line));
  if (start === -1) return [];
  const names: string[] = [];
  let indent: number | undefined;
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const depth = line.search(/\S/);
    if (depth === 0) break;
    indent ??= depth;
    const name = /^["']?([A-Za-z0-9][A-Za-z0-9._-]*)["']?\s*:(\s|$)/.exec(line.trimStart())?.[1];
    if (depth === indent && name !== undefined) names.push(name);
  }
  return names;
}

/** Empty when the file cannot be read: completion never complains. */
export function serviceNames(file: string): string[] {
  try {
    return serviceNamesIn(beginningOf(file));
  } catch {
    return [];
  }
}
