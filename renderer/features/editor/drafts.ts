/** Text of a stack file that the user typed and has not written. */
export interface Draft {
  readonly text: string;
  /** sha256 of the file's text that it began with: a file that changed meanwhile is not written over. */
  readonly hash: string;
}

const prefix = 'stackyard.draft:';
/** The tab's session holds some millions of characters for everything; a longer draft lives as long as the page. */
const charactersAtMost = 1_500_000;
const pause = 200;

const drafts = new Map<string, Draft | undefined>();
const waiting = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

/** What the user typed for a file, whatever screen was shown since, and after a reload. */
export function draftOf(file: string): Draft | undefined {
  if (!drafts.has(file)) drafts.set(file, parse(sessionStorage.getItem(prefix + file)));
  return drafts.get(file);
}

/** Keeps a draft at once in the page, and a moment later in the tab's session. */
export function keepDraft(file: string, draft: Draft | undefined): void {
  drafts.set(file, draft);
  clearTimeout(waiting.get(file));
  waiting.set(
    file,
    setTimeout(() => store(file), pause),
  );
  for (const listener of listeners) listener();
}

/** A reload comes before the pause is over. */
export function storeDrafts(): void {
  for (const file of waiting.keys()) store(file);
}

/** Calls back at each change of a draft; gives what ends that. */
export function onDrafts(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function store(file: string): void {
  clearTimeout(waiting.get(file));
  waiting.delete(file);
  const draft = drafts.get(file);
  // Never an older text than the one on screen.
  sessionStorage.removeItem(prefix + file);
  if (draft !== undefined && draft.text.length <= charactersAtMost) sessionStorage.setItem(prefix + file, JSON.stringify(draft));
}

function parse(stored: string | null): Draft | undefined {
  return stored === null ? undefined : (JSON.parse(stored) as Draft);
}
