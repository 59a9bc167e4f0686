/** What became of one object of the cluster. `recreated`: it could not be changed in place. `kept`: it is not wanted any more, and holds data. */
export type ObjectChange = 'created' | 'changed' | 'unchanged' | 'recreated' | 'pruned' | 'kept';

export type WorkloadState = 'waiting' | 'ready' | 'failed';

/** A Deployment, StatefulSet or Job on its way. */
export interface WorkloadView {
  /** `Deployment/api`. */
  readonly object: string;
  readonly state: WorkloadState;
  /** Pods that are ready in the newest form; of a Job, pods that succeeded. */
  readonly ready: number;
  readonly wanted: number;
  /** Why it waits or failed, in words, the most telling first; empty once it is ready. */
  readonly reasons: readonly string[];
}

export interface DeploySummary {
  readonly context: string;
  readonly namespace: string;
  readonly environment: string;
  readonly dryRun: boolean;
  readonly changes: Readonly<Record<ObjectChange, number>>;
  /** Milliseconds. */
  readonly duration: number;
}

/** A stream of these ends with `done`; a failed one throws. */
export type DeployItem =
  | { readonly type: 'object'; readonly object: string; readonly change: ObjectChange; /** Fields that differ, as `/spec/replicas`; no values. */ readonly fields: readonly string[] }
  | ({ readonly type: 'workload' } & WorkloadView)
  | { readonly type: 'note'; readonly message: string }
  | ({ readonly type: 'done' } & DeploySummary);
