/** What is wrong with one piece of text; the caller knows where it stands. */
export interface Fault {
  readonly message: string;
  readonly hint?: string | undefined;
  /** The text of a template is right, but the stack lacks what it needs. */
  readonly blame?: 'stack';
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'message' in value;
}
