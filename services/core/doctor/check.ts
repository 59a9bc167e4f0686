import type { DoctorCheck } from '../../contract/results.ts';
import type { EngineClient } from '../../engine/types.ts';
import type { Topology } from '../../topology/types.ts';

/** What the checks look at. `engine` is absent where none can be reached; `topology` where no stack file was found. */
export interface DoctorContext {
  readonly engine?: EngineClient;
  /** Why the engine could not be reached. */
  readonly engineError?: { readonly message: string; readonly hint?: string };
  readonly topology?: Topology;
  readonly stateDirectory: string;
  readonly signal: AbortSignal;
}

/** A finding; `repair` is present only where applying it is safe and this process may. */
export interface Finding extends Omit<DoctorCheck, 'fixable' | 'fixed'> {
  readonly repair?: () => Promise<void>;
}

export type Inspection = (context: DoctorContext) => Promise<readonly Finding[]>;

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1.2 GB`, decimal units. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
