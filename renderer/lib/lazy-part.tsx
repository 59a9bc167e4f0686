import { useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { loadAgain } from './load-again.ts';

/**
 * A component whose code is loaded when it is first shown; `meanwhile` stands there until then, and a failure goes to the error boundary above.
 * React's own `lazy` holds back what has come until 300 ms after anything else that was waited for was shown (FALLBACK_THROTTLE_MS).
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>, meanwhile?: ReactNode): (props: Props) => ReactNode {
  type State = { readonly Component: ComponentType<Props> } | { readonly error: unknown };
  let state: State | undefined;
  let loading: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const settle = (next: State): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const begin = (): void => {
    loading ??= loadAgain(load).then(
      (Component) => settle({ Component }),
      (error: unknown) => settle({ error }),
    );
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    begin();
    return () => listeners.delete(listener);
  };
  return function Part(props: Props): ReactNode {
    const now = useSyncExternalStore(subscribe, () => state);
    if (now === undefined) return meanwhile;
    if ('error' in now) throw now.error;
    return <now.Component {...props} />;
  };
}
