import type { Socket } from 'node:net';
import { StackyardError } from '../../contract/errors.ts';
import { longestLine } from './protocol.ts';

/** Whole lines of a socket. A last line without its end is a request that was cut, and is left out. */
export async function* linesOf(socket: Socket): AsyncIterable<string> {
  let rest = '';
  socket.setEncoding('utf8');
  for await (const chunk of socket) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new StackyardError('UNSUPPORTED', `A message to the keeper is longer than ${longestLine} characters.`, { hint: 'Shorten the environment of the process.' });
    yield* lines;
  }
}
