import { createBell } from '../bell.ts';

/** How far readers are that say so themselves: what waits on a transport or in a page is not taken yet. */
export interface Credits {
  /** A reader goes on after a position; whatever it said before is forgotten. */
  begin(reader: string, position: number): Credit;
  /** Of a reader that has left, this says nothing. */
  taken(reader: string, position: number): void;
}

export interface Credit extends Disposable {
  /** Bytes that may be sent after a position; waits until there are some. 0 once the signal aborts. */
  room(position: number, signal: AbortSignal): Promise<number>;
}

/** `ahead`: bytes that may be under way to a reader. */
export function createCredits(ahead: number): Credits {
  const readers = new Map<string, { position: number }>();
  const moved = createBell();
  return {
    begin(reader, position) {
      const own = { position };
      readers.set(reader, own);
      return {
        async room(next, signal) {
          for (;;) {
            const heard = moved.count;
            if (signal.aborted) return 0;
            const room = ahead - (next - own.position);
            if (room > 0) return room;
            await moved.after(heard, signal);
          }
        },
        [Symbol.dispose]() {
          // The same reader may have begun anew before this end of it was noticed.
          if (readers.get(reader) === own) readers.delete(reader);
        },
      };
    },
    taken(reader, position) {
      const own = readers.get(reader);
      if (own === undefined) return;
      own.position = Math.max(own.position, position);
      moved.ring();
    },
  };
}
