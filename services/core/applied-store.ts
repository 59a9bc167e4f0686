import { openApplied } from '../store/index.ts';
import type { AppliedService, AppliedStore } from '../engine/index.ts';
import type { JsonValue } from '../topology/types.ts';

const isRecord = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The specs that were applied last, for the words of the next plan. A file of another shape counts as nothing known. */
export function appliedStore(stateDirectory: string, stack: string): AppliedStore {
  const files = openApplied(stateDirectory);
  return {
    read(service) {
      const value = files.read(stack, service);
      if (!isRecord(value) || !isRecord(value['fields']) || !isRecord(value['hashes'])) return undefined;
      const hashes = Object.fromEntries(Object.entries(value['hashes']).flatMap(([field, hash]) => (typeof hash === 'string' ? [[field, hash]] : [])));
      const resources = value['resources'];
      return { fields: value['fields'], hashes, ...(typeof resources === 'string' ? { resources } : {}) } satisfies AppliedService;
    },
    write: (service, { fields, hashes, resources }) => files.write(stack, service, { fields, hashes, ...(resources === undefined ? {} : { resources }) }),
  };
}
