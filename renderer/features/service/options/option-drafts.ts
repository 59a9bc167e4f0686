import type { Typed } from './option-form.ts';

/** What this needs of `sessionStorage`: a tab's own, kept over a reload. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface DraftPlace {
  /** Of the stack. */
  readonly file: string;
  readonly service: string;
}

const keyOf = ({ file, service }: DraftPlace): string => `stackyard.options ${file} ${service}`;
const isTyped = (value: unknown): value is Typed => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string');

/** What was typed for a service's options and not written yet; nothing of it where what is kept cannot be read. */
export function readDraft(store: DraftStore, place: DraftPlace): Typed {
  try {
    const value: unknown = JSON.parse(store.getItem(keyOf(place)) ?? '{}');
    return isTyped(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Keeps it until it is written or given up. */
export function keepDraft(store: DraftStore, place: DraftPlace, typed: Typed): void {
  if (Object.keys(typed).length === 0) store.removeItem(keyOf(place));
  else store.setItem(keyOf(place), JSON.stringify(typed));
}
