import type { ResourceCalls } from '../../contract/resource-calls.ts';
import type { ContainerService, Topology } from '../../topology/types.ts';
import type { KubernetesChoices } from './choices.ts';

export interface KubernetesInput {
  readonly topology: Topology;
  /** Image reference → `sha256:…`, from stackyard.lock. */
  readonly digests: Readonly<Record<string, string>>;
  /** Declared resources as requests, by service; what is missing here cannot be declared by a Job. */
  readonly calls: Readonly<Record<string, ResourceCalls>>;
  readonly choices: KubernetesChoices;
}

/** The input as one environment sees it. */
export interface Scope extends KubernetesInput {
  readonly environment: 'dev' | 'staging' | 'production';
  readonly namespace: string;
  /** Services that become workloads, in the order of the file. */
  readonly services: readonly ContainerService[];
}
