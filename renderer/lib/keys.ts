import { useEffect, useRef } from 'react';

export interface KeyBinding {
  /** As `KeyboardEvent.key`: `j`, `ArrowDown`, `/`. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: () => void;
  /** Works on every screen. */
  readonly isEverywhere?: boolean;
}

const bound = new Set<{ readonly current: readonly KeyBinding[] }>();

/** What the keys of the screen do now, for the `?` sheet. */
export const boundKeys = (): readonly KeyBinding[] => [...bound].flatMap(({ current }) => current);

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role=dialog],[role=menu],[role=listbox]') !== null);

/** Keys of a screen while it stands; not while the user types, nor in a menu or dialog. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    bound.add(latest);
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const binding = latest.current.find(({ keys }) => keys.includes(event.key));
      if (binding === undefined) return;
      event.preventDefault();
      binding.run();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      bound.delete(latest);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
