/** The shells that are attached at the moment, over every transport: a core with none may end. */
export interface Attachments {
  readonly count: number;
  /** Returns what detaches; a second call of it does nothing. */
  attach(): () => void;
}

/** `onChange` gets the number of attached shells after each change. */
export function createAttachments(onChange: (count: number) => void): Attachments {
  let count = 0;
  return {
    get count() {
      return count;
    },
    attach() {
      count += 1;
      onChange(count);
      let attached = true;
      return () => {
        if (!attached) return;
        attached = false;
        count -= 1;
        onChange(count);
      };
    },
  };
}
