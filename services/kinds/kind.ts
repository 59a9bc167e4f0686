import type { z } from 'zod';
import type { ResourceCalls } from '../contract/resource-calls.ts';
import type { ContainerService, JsonValue, MountedFile, Topology } from '../topology/types.ts';
import type { TrafficReading } from './traffic.ts';

/** How a kind reaches one replica of its service from this machine. */
export interface Reach {
  /** Published address of a port by name. */
  address(port: string): { readonly host: string; readonly port: number };
  secret(key: string): string;
  readonly options: Readonly<Record<string, JsonValue>>;
  readonly signal: AbortSignal;
}

/** What happened to one declared resource. */
export interface ResourceOutcome {
  /** For example `queue invoices`, `bucket uploads`. */
  readonly resource: string;
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'kept-different';
  /** For `kept-different`: what differs and cannot be changed without loss. */
  readonly detail?: string;
}

/**
 * Code that speaks one backend's protocol. One folder each; never imports another kind.
 */
export interface Kind {
  readonly id: string;
  readonly capabilities: readonly string[];
  /** Keys of a service in stackyard.yaml that declare resources, each with its schema. */
  readonly resources: Readonly<Record<string, z.ZodType>>;
  /**
   * Asks in the service's own protocol. Resolves when ready; throws an Error whose message is the reason
   * (`LOADING Redis is loading the dataset in memory`) when not yet. One try, no waiting; ends within 2 s or when aborted.
   */
  probe?(reach: Reach): Promise<void>;
  /** What `probe` asks, for a person: `PING in the Redis protocol`. */
  readonly question?: string;
  /** Creates declared resources idempotently; called each time the service became ready and has any. */
  applyResources?(reach: Reach, resources: Readonly<Record<string, JsonValue>>): Promise<readonly ResourceOutcome[]>;
  /** The same declarations as plain requests, for a cluster in which no code of ours runs. Undefined where none are declared. Pure. */
  resourceCalls?(resources: Readonly<Record<string, JsonValue>>): ResourceCalls | undefined;
  /**
   * What went between one replica and others of the stack since the counting began, exact or not at all. Undefined: this version does not
   * count it, and need not be asked again. Rejects where no whole answer came. One try; ends when aborted.
   */
  traffic?(reach: Reach): Promise<TrafficReading | undefined>;
  /** Config files that follow from the graph, by the name that a template's `configs.PATH.render` gives. Pure. */
  render?: Readonly<Record<string, (topology: Topology, service: ContainerService) => MountedFile['content']>>;
  /** Values derived from a secret that files need, by name (`${{ derived.rabbitHash }}`). Must be stable for the same secret. Pure. */
  derive?: Readonly<Record<string, (secretOf: (key: string) => string) => string>>;
}

/** A kind's entry in the list: loaded only when a stack needs it. */
export interface KindEntry {
  readonly id: string;
  load(): Promise<Kind>;
}
