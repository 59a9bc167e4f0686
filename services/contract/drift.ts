import type { ObjectChange } from './deploy.ts';
import { hasConflict, type ExportChangeKind, type ExportTarget } from './export.ts';

/** One file of an export that does not say what the model says, or says more. */
export interface FileDrift {
  readonly path: string;
  /** `kept` and `merged`: an edit of the user is in it. */
  readonly kind: Exclude<ExportChangeKind, 'unchanged'>;
  /** How many conflicts are marked in it that nobody has solved; absent for none. */
  readonly marked?: number;
}

/** One object of the cluster that is not what the model says. */
export interface ObjectDrift {
  /** `Deployment/api`. */
  readonly object: string;
  readonly change: Exclude<ObjectChange, 'unchanged'>;
  /** Fields that differ, as `/spec/replicas`; no values. */
  readonly fields: readonly string[];
}

export interface DriftView {
  readonly stack: string;
  /** Every export that is there. */
  readonly exports: readonly { readonly target: ExportTarget; readonly folder: string; readonly files: readonly FileDrift[] }[];
  /** Absent where no cluster was asked. */
  readonly cluster?: { readonly context: string; readonly namespace: string; readonly objects: readonly ObjectDrift[] };
}

/** Whether something has to be done: an edit that is kept, or a claim that holds data, is told and nothing to mend. */
export function hasDrifted({ exports, cluster }: DriftView): boolean {
  const files = exports.flatMap((each) => each.files).filter((file) => hasConflict(file) || (file.kind !== 'kept' && file.kind !== 'left-out'));
  return files.length > 0 || (cluster?.objects.some(({ change }) => change !== 'kept') ?? false);
}
