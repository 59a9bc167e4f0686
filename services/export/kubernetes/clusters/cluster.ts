import type { ContainerService, ProductionProbe } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';

export type ClusterScope = Pick<Scope, 'choices' | 'environment' | 'namespace' | 'topology'>;

/** What a cluster of more than one member adds to its service. */
export interface ClusterParts {
  readonly files: readonly { readonly path: string; readonly secret: true; readonly content: string }[];
  /** The text of a config file as members need it, by its path. */
  readonly texts: Readonly<Record<string, (text: string) => string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly secretKeys: readonly { readonly key: string; readonly what: string }[];
  /** What a member is asked instead of a service that is alone. */
  readonly probes: Partial<Readonly<Record<'startup' | 'ready' | 'live', ProductionProbe>>>;
}

/** How services of one kind run as several members. */
export interface ClusterForm {
  /** Ports that only members use among themselves. */
  readonly ports: readonly { readonly name: string; readonly container: number }[];
  /** In which a member that came back catches up, before the next one goes. */
  readonly settleSeconds: number;
  /** Whether the service is as its template wrote it, which is what `parts` knows. */
  fits(service: ContainerService): boolean;
  parts(scope: ClusterScope, service: ContainerService, members: number): Partial<ClusterParts>;
}

export const hasFile = ({ files }: ContainerService, path: string): boolean => files.some((file) => file.path === path);
