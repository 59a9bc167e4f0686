import { basename } from 'node:path/posix';
import type { JsonValue } from '../../topology/types.ts';
import { canonical } from './fingerprints.ts';
import type { AppliedFields } from './types.ts';

const longest = 48;

function short(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

const mebibyte = 2 ** 20;

/** Whole mebibytes as a person writes them: config files have them in bytes. */
function inUnits(text: string): string {
  const bytes = /^\d{7,15}$/.test(text) ? Number(text) : Number.NaN;
  return bytes % mebibyte === 0 ? `${bytes / mebibyte}mb` : text;
}

const wordsOf = (line: string): readonly string[] => line.trim().split(/\s+/).map((word) => inUnits(word));

/** `128mb → 256mb`, after the words that both have in common at the start. */
function wordDiff(before: string, after: string): string {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  let same = 0;
  while (same < old.length - 1 && same < fresh.length - 1 && old[same] === fresh[same]) same += 1;
  // The name of what changed is worth keeping; a long run of equal words is not.
  const context = old.slice(Math.max(0, same - 2), same).join(' ');
  const change = `${short(old.slice(same).join(' '))} → ${short(fresh.slice(same).join(' '))}`;
  return context === '' ? change : `${context} ${change}`;
}

/** Lines that only one side has, in order; a multiset, so that repeated lines count. */
function onlyIn(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}

/** The first line that was replaced by one of the same first word, which is a directive's name; else the first of each. */
function counterparts(removed: readonly string[], added: readonly string[]): readonly [string, string] {
  for (const line of removed) {
    const other = added.find((each) => wordsOf(each)[0] === wordsOf(line)[0]);
    if (other !== undefined) return [line, other];
  }
  return [removed[0] ?? '', added[0] ?? ''];
}

/** First changed line in words, and how many more there are. */
export function lineDiff(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const [removed, added] = [onlyIn(old, fresh), onlyIn(fresh, old)];
  const more = Math.max(removed.length, added.length) - 1;
  const suffix = more > 0 ? ` and ${more} more ${more === 1 ? 'line' : 'lines'}` : '';
  if (removed[0] !== undefined && added[0] !== undefined) return `${wordDiff(...counterparts(removed, added))}${suffix}`;
  if (added[0] !== undefined) return `+ ${short(added[0].trim())}${suffix}`;
  if (removed[0] !== undefined) return `- ${short(removed[0].trim())}${suffix}`;
  return 'order or spacing of lines';
}

function inWords(value: JsonValue | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(' ');
  return canonical(value);
}

function member(value: JsonValue, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, JsonValue>>)[name] : undefined;
}

/** A secret file's field wraps its content. */
function contentOf(value: JsonValue): string {
  return inWords(member(value, 'content') ?? value);
}

function portsDiff(before: JsonValue, after: JsonValue): string {
  const read = (value: JsonValue): ReadonlyMap<string, string> => new Map((Array.isArray(value) ? value : []).map((port: JsonValue) => [inWords(member(port, 'name')), published(port)]));
  const [old, fresh] = [read(before), read(after)];
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter((name) => old.get(name) !== fresh.get(name));
  return changed.map((name) => `port ${name} ${old.get(name) ?? 'none'} → ${fresh.get(name) ?? 'none'}`).join(', ') || 'ports changed';
}

function published(port: JsonValue): string {
  const hostPort = member(port, 'hostPort');
  return hostPort === undefined || hostPort === null ? 'unpublished' : `${inWords(member(port, 'host'))}:${inWords(hostPort)}`;
}

/** One changed field for a person: `redis.conf changed: maxmemory 128mb → 256mb`. */
export function fieldDiff(field: string, before: JsonValue | undefined, after: JsonValue | undefined): string {
  const [kind, path] = field.split(' ', 2);
  const subject = kind === 'file' && path !== undefined ? basename(path) : field;
  if (before === undefined) return `${subject} added`;
  if (after === undefined) return `${subject} removed`;
  if (field === 'ports') return portsDiff(before, after);
  if (canonical(before) === canonical(after)) return `${subject}: a secret or an address in it changed`;
  if (kind === 'file') return `${subject} changed: ${lineDiff(contentOf(before), contentOf(after))}`;
  return `${subject} changed: ${wordDiff(inWords(before), inWords(after))}`;
}

/** Names of the fields whose hashes differ. */
export function changedFields(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => before[field] !== after[field]);
}

export interface FieldChanges {
  readonly fields: readonly string[];
  readonly before?: AppliedFields;
  readonly after: AppliedFields;
}

/** All changed fields as one cause; without the applied spec their names alone. */
export function changesInWords({ fields, before, after }: FieldChanges): string {
  const shown = fields.slice(0, 3).map((field) => (before === undefined ? `${bareName(field)} changed` : fieldDiff(field, before[field], after[field])));
  const more = fields.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function bareName(field: string): string {
  const [kind, path] = field.split(' ', 2);
  return kind === 'file' && path !== undefined ? basename(path) : field;
}
