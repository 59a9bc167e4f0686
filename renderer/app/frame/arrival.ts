/** These give the focus back to where it was when they go: whoever wants it waits for that. */
const passing = '[role=dialog], [role=menu]';
const typedInto = 'input, textarea, select, [contenteditable=true]';

/** Puts the focus on the screen's name, which a screen reader then tells. False as long as no name is there. */
export function focusHeading(main: HTMLElement): boolean {
  const heading = main.querySelector('h1');
  if (heading === null) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

/** Whether somebody has the focus already who is to keep it: a field, or what the screen itself chose, as the row one came from. */
function isTaken(main: HTMLElement, withinScreen: boolean): boolean {
  const active = document.activeElement;
  return active !== null && main.contains(active) && (withinScreen || active.matches(typedInto));
}

/**
 * Moves the focus into a screen that was gone to, as soon as its name is there.
 * @returns ends the waiting.
 */
export function arrive(main: HTMLElement, withinScreen: boolean): () => void {
  const isDone = (): boolean => document.querySelector(passing) === null && (isTaken(main, withinScreen) || focusHeading(main));
  const observer = new MutationObserver(() => {
    if (isDone()) observer.disconnect();
  });
  if (!isDone()) observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
