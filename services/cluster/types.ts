/** An object of the API, as JSON. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Which object; a namespace only where the kind has one. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A kind and where to look for objects of it. */
export interface Listing {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  /** As `app.kubernetes.io/part-of=shop`. */
  readonly labelSelector?: string;
}

export interface ApplyOptions {
  /** The server works it out and keeps nothing. */
  readonly dryRun: boolean;
  /** Takes fields over from other managers instead of failing. */
  readonly force: boolean;
}

/**
 * One cluster, as a user's kubeconfig context reaches it. Every call has a deadline and fails as a StackyardError: ENGINE_UNREACHABLE where nothing
 * answers, CONFLICT where somebody else manages a field, UNSUPPORTED where the cluster refuses the object or the call.
 */
export interface Cluster {
  readonly context: string;
  /** Address of the API server. */
  readonly server: string;
  knows(kind: Pick<ObjectReference, 'apiVersion' | 'kind'>): Promise<boolean>;
  /** undefined where there is no such object, or no such kind. */
  read(reference: ObjectReference): Promise<ClusterObject | undefined>;
  /** Empty where the cluster does not know the kind. */
  list(listing: Listing): Promise<readonly ClusterObject[]>;
  /** Server-side apply under our field manager. */
  apply(object: ClusterObject, options: ApplyOptions): Promise<ClusterObject>;
  /** Its pods and what else it owns go with it. Nothing happens when the object of that uid is gone. */
  remove(object: ClusterObject): Promise<void>;
  /** Last lines of a container; of the run before with `previous`. Empty where there is none yet. */
  logs(pod: { readonly namespace: string; readonly pod: string; readonly container: string; readonly previous: boolean }): Promise<readonly string[]>;
}

/** Under which the API server remembers which fields are ours. */
export const fieldManager = 'stackyard';

export const nameOf = ({ kind, metadata }: Pick<ClusterObject, 'kind' | 'metadata'>): string => `${kind}/${metadata.name}`;

/** Whether we applied it, now or before. */
export function isManaged({ metadata }: ClusterObject): boolean {
  const managers = metadata['managedFields'];
  return Array.isArray(managers) && managers.some((each: unknown) => typeof each === 'object' && each !== null && 'manager' in each && each.manager === fieldManager);
}
