import type { ResourceCalls } from '../../contract/resource-calls.ts';
import type { Topology } from '../../topology/types.ts';
import { defaultChoices } from '../kubernetes/choices.ts';
import type { Scope } from '../kubernetes/input.ts';
import { scopeOf } from '../kubernetes/scope.ts';
import type { ExportEnvironment } from '../types.ts';

export interface ComposeInput {
  readonly topology: Topology;
  /** Image reference → `sha256:…`, from stackyard.lock. */
  readonly digests: Readonly<Record<string, string>>;
  /** Declared resources as requests, by service. */
  readonly calls: Readonly<Record<string, ResourceCalls>>;
  readonly environment: ExportEnvironment;
  /** Absolute path of the output folder, which build contexts are told from. */
  readonly folder: string;
}

/** The input as every part of the export sees it. */
export interface ComposeScope extends Scope {
  readonly folder: string;
  /** Compose's project: its name stands before those of containers, networks and volumes. */
  readonly project: string;
}

/** Containers of `stackyard up` have the plain name, so the project never has it: both may run on one machine. */
export function composeScope(input: ComposeInput): ComposeScope {
  const { environment, folder, topology } = input;
  // One machine: a service with members of its own on it would survive nothing more.
  const scope = scopeOf({ ...input, choices: { ...defaultChoices, clusters: false } }, environment);
  return { ...scope, folder, project: `${topology.name}-${environment}` };
}
