import type { Call } from './recorder.ts';

/** When a container's create or start call left and was answered. */
export interface ContainerCall {
  readonly container: string;
  readonly kind: 'create' | 'start';
  readonly sentAt: number;
  readonly answeredAt: number;
}

const identity = /"Id":"([0-9a-f]{64})"/;

/** The create and start calls among all calls, in order of sending, by the container's name. */
export function containerCalls(calls: readonly Call[]): readonly ContainerCall[] {
  const names = new Map<string, string>();
  return calls.flatMap(({ method, path, sentAt, answeredAt, answer }): readonly ContainerCall[] => {
    if (method !== 'POST' || answeredAt === undefined) return [];
    const url = new URL(path, 'http://engine');
    if (url.pathname === '/containers/create') {
      const container = url.searchParams.get('name') ?? '';
      const id = identity.exec(answer)?.[1];
      if (id !== undefined) names.set(id, container);
      return [{ container, kind: 'create', sentAt, answeredAt }];
    }
    const started = /^\/containers\/([^/]+)\/start$/.exec(url.pathname)?.[1];
    return started === undefined ? [] : [{ container: names.get(started) ?? started, kind: 'start', sentAt, answeredAt }];
  });
}
