import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '../topology/types.ts';
import { fromJson, toJson } from './json.ts';
import { readPrivateFile, writePrivateFile } from './private-files.ts';
import { stackDirectory } from './state-directory.ts';

/** What was last applied to a service, for a plan that can say which field changed. Losing it costs an explanation, nothing else. */
export interface Applied {
  /** undefined when nothing was applied or the file is damaged. */
  read(stack: string, service: string): JsonValue | undefined;
  write(stack: string, service: string, spec: JsonValue): void;
  remove(stack: string, service: string): void;
  services(stack: string): readonly string[];
}

export function openApplied(directory: string): Applied {
  // Encoded, since a service may be called `..` or hold a slash.
  const fileOf = (stack: string, service: string): string => join(stackDirectory(directory, stack, 'applied'), `${encodeName(service)}.json`);
  return {
    read(stack, service) {
      const text = readPrivateFile(fileOf(stack, service));
      if (text === undefined) return undefined;
      try {
        return fromJson(text);
      } catch {
        return undefined; // the plan then says "unknown before" instead of the field
      }
    },
    write(stack, service, spec) {
      writePrivateFile(fileOf(stack, service), toJson(spec, `The spec of ${service}`));
    },
    remove(stack, service) {
      rmSync(fileOf(stack, service), { force: true });
    },
    services: (stack) =>
      readdirSync(stackDirectory(directory, stack, 'applied'))
        .filter((name) => name.endsWith('.json'))
        .map((name) => decodeURIComponent(name.slice(0, -'.json'.length)))
        .sort(),
  };
}

function encodeName(service: string): string {
  return encodeURIComponent(service).replaceAll('.', '%2E');
}
