import type { Port, Topology } from '../../topology/types.ts';
import type { HostAddress, HostPorts } from '../container/types.ts';
import type { Observed } from '../observe/types.ts';

/** Host ports that a stack got instead of the standard ones, keyed by `portKey`. */
export type RememberedPorts = Readonly<Record<string, number>>;

export interface PortCheck {
  /** True when nothing on this machine listens where the engine would have to. */
  isFree(address: HostAddress, protocol: Port['protocol']): boolean | Promise<boolean>;
  /** `process 812 (node server.js)`; undefined when it cannot be told. */
  holder(port: number, protocol: Port['protocol']): string | undefined | Promise<string | undefined>;
}

export interface AllocateInput {
  readonly topology: Topology;
  readonly observed: Observed;
  readonly remembered: RememberedPorts;
  readonly check: PortCheck;
  /** Only a conflict of these services and what they use is an error. */
  readonly only?: readonly string[];
}

export interface PortChange {
  readonly service: string;
  readonly replica: number;
  readonly port: string;
  readonly wanted: number;
  readonly given: number;
  /** Why not the wanted one: who holds it. */
  readonly cause: string;
}

export interface Allocation {
  readonly hostPorts: HostPorts;
  /** What to remember for the stack from now on; replaces what was remembered. */
  readonly remember: RememberedPorts;
  /** Ports that differ from the standard one for the first time, for a note. */
  readonly changes: readonly PortChange[];
}
