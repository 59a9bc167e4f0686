/** A command with its arguments, in the Redis protocol. */
export function command(...words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** What an answer that was not hoped for says. */
export function reason(answer: string): string {
  return answer.startsWith('-') ? answer.slice(1) : 'the answer is not of the Redis protocol';
}

/** A text of known length once it is there whole. Throws for an answer of another sort. */
export function bulk(received: Buffer): { readonly answer: string; readonly taken: number } | undefined {
  const end = received.indexOf('\r\n');
  if (end === -1) return undefined;
  const head = received.toString('utf8', 0, end);
  // Redis 7 and later may answer with a verbatim text in RESP3 only, which nobody has asked for.
  if (!/^\$\d{1,9}$/.test(head)) throw new Error(reason(head));
  const [start, length] = [end + 2, Number(head.slice(1))];
  return received.length < start + length + 2 ? undefined : { answer: received.toString('utf8', start, start + length), taken: start + length + 2 };
}
