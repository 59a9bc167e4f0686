import { expect, it } from 'vitest';
import { otherVersion, protocolVersion } from '../../services/contract/connect/protocol.ts';
import { createAttachments, serveUnixSocket } from '../../services/core/transports/index.ts';
import { attachToCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { smallCore } from './small-router.ts';

/** A core of that protocol on a socket, as an app of another version leaves it running. */
async function running(protocol: number) {
  const scratch = await scratchDirectory();
  const socket = scratch.file('core.sock');
  const served = await serveUnixSocket({ path: socket, answer: smallCore({ protocol }).answer, attachments: createAttachments(() => undefined), log: () => undefined });
  const core = { socket, isThere: () => Promise.resolve(true), start: () => Promise.resolve() };
  return {
    core,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}

it('a shell attaches to a core of its own protocol', async () => {
  await using old = await running(protocolVersion);
  const { client, socket } = await attachToCore(old.core);
  expect((await client.core.info({})).protocol).toBe(protocolVersion);
  socket.close();
});

it.each([
  ['older', protocolVersion - 1, /^Quit the Stackyard that started it, or run `kill \d+`; your services go on\. Then this one starts a core of its own\.$/],
  ['newer', protocolVersion + 1, /^Update this one\. .* `kill \d+`; your services go on\.$/],
] as const)('on a core that is %s it says so, and what to do', async (word, protocol, hint) => {
  await using old = await running(protocol);
  await expect(attachToCore(old.core)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: `The core that runs is of Stackyard 0.0.0 (process ${process.pid}), which is ${word} than this one: the two do not understand each other.`,
    hint: expect.stringMatching(hint) as string,
  });
});

it('tells nothing of a core that fits', () => {
  expect(otherVersion({ version: '9.9.9', protocol: protocolVersion, pid: 1 })).toBeUndefined();
});
