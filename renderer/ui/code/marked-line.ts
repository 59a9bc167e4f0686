/** `added`: not on disk yet. The others stand between marks of a conflict: the marks themselves, and whose lines they enclose. */
export interface MarkedLine {
  /** From 1. */
  readonly line: number;
  readonly kind: 'added' | 'mark' | 'yours' | 'model';
}
