import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readAnnouncement } from './announcement.ts';

const mark = '5c0e';
const options = { mark, deadline: 5_000 };

async function rest(stream: PassThrough): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

it('takes the announcement off the stream in whatever pieces it comes, and nothing of what follows', async () => {
  const whole = Buffer.from(`\u0001${mark}:4711\u0002prompt $ `, 'latin1');
  for (let cut = 1; cut < whole.length; cut += 1) {
    const stream = new PassThrough();
    const read = readAnnouncement(stream, options);
    stream.write(whole.subarray(0, cut));
    await new Promise((resolve) => setImmediate(resolve));
    stream.end(whole.subarray(cut));
    expect((await read).leader).toBe(4711);
    expect(await rest(stream)).toBe('prompt $ ');
  }
});

it('gives the engine’s words where the shell never began', async () => {
  const stream = new PassThrough();
  const read = readAnnouncement(stream, options);
  stream.end('OCI runtime exec failed: exec failed:\r\n "/bin/sh": no such file: unknown\r\n');
  expect(await read).toEqual({ words: 'OCI runtime exec failed: exec failed: "/bin/sh": no such file: unknown' });
});

it('does not wait for ever, nor take another’s mark for its own', async () => {
  const stream = new PassThrough();
  stream.write('\u0001other:1\u0002');
  expect(await readAnnouncement(stream, { mark, deadline: 30 })).not.toHaveProperty('leader');
});
