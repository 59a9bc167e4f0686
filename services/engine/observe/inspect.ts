import type { EngineClient } from '../types.ts';
import { json, number, readState, text } from './read.ts';
import type { ContainerState } from './types.ts';

/** What only an inspect tells about a container. */
export interface Inspection {
  readonly id: string;
  readonly name: string;
  readonly state: ContainerState;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** The engine's own error of the last start; empty when there was none. */
  readonly error: string;
  /** ISO 8601; `0001-01-01T00:00:00Z` before the first start. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Restarts by the engine's policy since the last start by hand. */
  readonly restarts: number;
  /** Bytes; 0 = no limit. */
  readonly memoryBytes: number;
  readonly labels: Readonly<Record<string, unknown>>;
}

/** Rejects with NOT_FOUND when the container is gone. */
export async function inspectContainer(client: EngineClient, id: string, signal?: AbortSignal): Promise<Inspection> {
  const path = `/containers/${encodeURIComponent(id)}/json`;
  return readInspection(await client.call({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) }));
}

/** Of several containers at once; one that vanished meanwhile is left out. */
export async function inspectContainers(client: EngineClient, ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Inspection>> {
  const found = await Promise.allSettled(ids.map(async (id) => [id, await inspectContainer(client, id, signal)] as const));
  return new Map(found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : rethrowUnlessGone(each.reason))));
}

function rethrowUnlessGone(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return [];
  throw error;
}

function readInspection(value: unknown): Inspection {
  const container = json(value);
  const state = json(container['State']);
  return {
    id: text(container['Id']),
    name: text(container['Name']).replace(/^\//, ''),
    state: readState(state['Status']),
    exitCode: number(state['ExitCode']),
    oomKilled: state['OOMKilled'] === true,
    error: text(state['Error']),
    startedAt: text(state['StartedAt']),
    finishedAt: text(state['FinishedAt']),
    restarts: number(container['RestartCount']),
    memoryBytes: number(json(container['HostConfig'])['Memory']),
    labels: json(json(container['Config'])['Labels']),
  };
}
