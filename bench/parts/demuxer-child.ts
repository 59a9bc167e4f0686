// One case of the demuxer, through what `stackyard logs` uses: prints { megabytesPerSecond, grownMegabytes, bytes }.
import { Readable } from 'node:stream';
import { containerLogs } from '../../services/engine/logs/follow.ts';

/** Payload bytes per frame. */
const payload = Number(process.argv[2]);
const total = Number(process.argv[3]) * 2 ** 20;
/** As large as a socket gives them. */
const chunkSize = 64 * 1024;

function* chunks(): Generator<Buffer> {
  const frameSize = payload + 8;
  const count = Math.max(1, Math.floor(total / frameSize));
  const header = Buffer.alloc(8);
  header[0] = 1;
  header.writeUInt32BE(payload, 4);
  const text = Buffer.alloc(chunkSize, 'a line of a log, as it is written by some service \n');
  // The same few chunks again and again: what memory grows by is then the demuxer's own.
  const ring = Array.from({ length: 16 }, () => Buffer.alloc(chunkSize));
  let [frames, inFrame] = [0, 0];
  for (let turn = 0; frames < count; turn += 1) {
    const chunk = ring[turn % ring.length] ?? Buffer.alloc(chunkSize);
    let at = 0;
    while (at < chunkSize && frames < count) {
      const copied = inFrame < 8 ? header.copy(chunk, at, inFrame, 8) : text.copy(chunk, at, 0, Math.min(text.length, frameSize - inFrame));
      at += copied;
      inFrame += copied;
      if (inFrame !== frameSize) continue;
      inFrame = 0;
      frames += 1;
    }
    yield chunk.subarray(0, at);
  }
}

/** Only what `containerLogs` asks for: that it has no TTY, and the stream. */
const client = {
  call: async () => Promise.resolve({ Config: { Tty: false } }),
  open: async () => Promise.resolve(Readable.from(chunks(), { objectMode: false, highWaterMark: chunkSize })),
};

globalThis.gc?.();
const before = process.memoryUsage().rss;
let most = before;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
let [bytes, frames] = [0, 0];
const began = performance.now();
for await (const { data } of containerLogs(client as unknown as Parameters<typeof containerLogs>[0], 'any', {})) {
  bytes += data.length;
  frames += 1;
  if (frames % 4096 === 0) most = Math.max(most, process.memoryUsage.rss());
}
const seconds = (performance.now() - began) / 1000;
clearInterval(watch);
const wire = Math.max(1, Math.floor(total / (payload + 8))) * (payload + 8);
console.log(JSON.stringify({ megabytesPerSecond: wire / 1e6 / seconds, grownMegabytes: (most - before) / 1e6, bytes, frames }));
