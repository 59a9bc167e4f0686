/** Largest piece that one request takes. */
const mostCharacters = 100_000;

export interface WriteQueue {
  push(text: string): void;
}

/** A cut between the halves of a character beyond U+FFFF would break it. */
function cut(text: string): number {
  if (text.length <= mostCharacters) return text.length;
  const last = text.charCodeAt(mostCharacters - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff ? mostCharacters - 1 : mostCharacters;
}

/** Sends text in the order in which it was typed: one request at a time, what comes meanwhile in the next. After a failure the rest is dropped: half a command is worse than none. */
export function createWriteQueue(send: (text: string) => Promise<unknown>, onFailure: (error: unknown) => void): WriteQueue {
  let waiting = '';
  let isSending = false;
  const drain = async (): Promise<void> => {
    isSending = true;
    try {
      while (waiting !== '') {
        const end = cut(waiting);
        const piece = waiting.slice(0, end);
        waiting = waiting.slice(end);
        await send(piece);
      }
    } catch (error) {
      waiting = '';
      onFailure(error);
    } finally {
      isSending = false;
    }
  };
  return {
    push(text) {
      waiting += text;
      if (!isSending) void drain();
    },
  };
}
