import type { Settings } from '../../services/contract/views/settings-view.ts';
import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';

/** Something worth a notification while nobody looks at the window. */
export interface Notice {
  readonly kind: 'trouble' | 'ready';
  readonly title: string;
  readonly body: string;
  /** Screen that a click leads to. */
  readonly address: string;
}

const troubles: ReadonlySet<string> = new Set(['failed', 'crash-looping']);

const isReady = ({ status }: StackSnapshot): boolean => status.services.length > 0 && status.services.every(({ state }) => state === 'ready');

/** What changed for the worse, and that all is well (again), between two looks at a stack. A first look tells nothing. Pure. */
export function noticesBetween(before: StackSnapshot | undefined, after: StackSnapshot): readonly Notice[] {
  if (before === undefined) return [];
  const { stack } = after.status;
  const address = `/${encodeURIComponent(stack)}`;
  const states = new Map(before.status.services.map(({ name, state }) => [name, state]));
  const worse = after.status.services.filter(({ name, state }) => troubles.has(state) && !troubles.has(states.get(name) ?? state));
  const notices: Notice[] = worse.map(({ name, state, cause }) => ({
    kind: 'trouble',
    title: state === 'failed' ? `${name} failed` : `${name} keeps crashing`,
    body: `${stack}: ${cause ?? 'no cause is known'}`,
    address: `${address}/services/${encodeURIComponent(name)}`,
  }));
  if (isReady(after) && !isReady(before)) notices.push({ kind: 'ready', title: `${stack} is ready`, body: `All ${after.status.services.length} services answer.`, address: `${address}/stack` });
  return notices;
}

/** Whether the user wants to be told of it; what was not read yet is as it is without settings. Pure. */
export function isWanted({ kind }: Pick<Notice, 'kind'>, settings: Settings | undefined): boolean {
  switch (kind) {
    case 'trouble':
      return settings?.notifyTrouble ?? true;
    case 'ready':
      return settings?.notifyReady ?? true;
  }
}
