import type { z } from 'zod';
import type { ContainerService, Text, Topology } from './types.ts';

/** What this layer needs to know of a kind; services/kinds/kind.ts fits it. */
export interface KindShape {
  readonly id: string;
  /** Keys of a service that declare resources, each with its schema. */
  readonly resources: Readonly<Record<string, z.ZodType>>;
  /** Present where the kind asks for readiness in its own protocol. */
  readonly probe?: unknown;
  /** What it refuses is INVALID_STACK; a `path` beside it names the keys below the service. */
  readonly render?: Readonly<Record<string, (topology: Topology, service: ContainerService) => Text>>;
  readonly derive?: Readonly<Record<string, unknown>>;
}

export type FindKind = (id: string) => Promise<KindShape | undefined>;
