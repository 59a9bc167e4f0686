import type { EngineEvent } from '../types.ts';

/**
 * Reads an event in either shape: `Action` and `Actor` (all that is left from API 1.52 on), or the older `status`, `id` and `from`.
 * Undefined when it says neither what happened nor to what.
 */
export function parseEvent(document: Readonly<Record<string, unknown>>): EngineEvent | undefined {
  const actor = record(document['Actor']);
  const action = text(document['Action']) ?? text(document['status']);
  const id = text(actor['ID']) ?? text(document['id']);
  if (action === undefined || id === undefined) return undefined;
  return { type: text(document['Type']) ?? 'container', action, id, attributes: attributesOf(actor, document), time: timeOf(document) };
}

function attributesOf(actor: Readonly<Record<string, unknown>>, document: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const given = Object.entries(record(actor['Attributes'])).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const image = text(document['from']);
  return Object.fromEntries(image === undefined ? given : [['image', image], ...given]);
}

/** Beyond it `Date` is invalid. */
const latestDate = 8.64e15;

function timeOf(document: Readonly<Record<string, unknown>>): number {
  const [nanoseconds, seconds] = [document['timeNano'], document['time']];
  const candidates = [typeof nanoseconds === 'number' ? Math.floor(nanoseconds / 1e6) : 0, typeof seconds === 'number' ? seconds * 1000 : 0];
  return candidates.find((time) => time > 0 && time <= latestDate) ?? Date.now();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
