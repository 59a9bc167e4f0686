import { z } from 'zod';
import { readPrivateFile, writePrivateFile } from '../../store/private-files.ts';

const recordSchema = z.object({ service: z.string(), pid: z.int(), started: z.string(), since: z.string(), hash: z.string().optional() });

/** A running child, for whoever cleans up after a killed keeper. `started` is the process's identity (process-identity.ts). */
export type ChildRecord = z.infer<typeof recordSchema>;

export function readRecords(path: string): readonly ChildRecord[] {
  const text = readPrivateFile(path);
  if (text === undefined) return [];
  try {
    return z.array(recordSchema).parse(JSON.parse(text));
  } catch {
    return []; // leftovers are then found by the mark in their environment
  }
}

export function writeRecords(path: string, records: readonly ChildRecord[]): void {
  writePrivateFile(path, JSON.stringify(records), { durable: false });
}
