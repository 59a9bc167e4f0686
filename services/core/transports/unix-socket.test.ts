import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAttachments } from './attachments.ts';
import { coreSocketPath } from './socket-path.ts';
import { serveUnixSocket } from './unix-socket.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const serve = (path: string) => serveUnixSocket({ path, answer: () => Promise.resolve({ status: 200, headers: {}, body: undefined }), attachments: createAttachments(() => undefined), log: () => undefined });
const healthOf = (socketPath: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => void get({ socketPath, path: '/health' }, (response) => resolve(response.resume().statusCode)).once('error', reject));
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const script = `
  import { statSync } from 'node:fs';
  const { serveUnixSocket } = await import(process.argv[1]);
  process.umask(Number.parseInt(process.argv[3], 8));
  const server = await serveUnixSocket({ path: process.argv[2], attachments: { attach: () => () => undefined } });
  console.log((statSync(process.argv[2]).mode & 0o777).toString(8));
  await server[Symbol.asyncDispose]();
`;

describe('the socket of the core', () => {
  it.each(['000', '022', '077', '777'])('is 0600 in a 0700 folder under umask %s', (umask) => {
    // A process of its own: the umask is one for all of a process.
    const mode = execFileSync(process.execPath, ['--input-type=module', '-e', script, join(import.meta.dirname, 'unix-socket.ts'), join(folder, 'state', 'core.sock'), umask], { encoding: 'utf8' });
    expect(mode.trim()).toBe('600');
    expect(modeOf(join(folder, 'state'))).toBe('700');
  });

  it('takes the place of one that was left behind, and is gone at the end', async () => {
    const path = join(folder, 'core.sock');
    // Killed, so that nothing tidies up behind it.
    spawnSync(process.execPath, ['-e', "require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))", path]);
    expect(lstatSync(path).isSocket()).toBe(true);
    const server = await serve(path);
    expect(modeOf(path)).toBe('600');
    await server[Symbol.asyncDispose]();
    expect(existsSync(path)).toBe(false);
  });

  it('is made anew when somebody removed it', async () => {
    const path = join(folder, 'core.sock');
    await using _server = await serve(path);
    for (let round = 0; round < 2; round += 1) {
      rmSync(path);
      await expect.poll(() => existsSync(path), { timeout: 10_000 }).toBe(true);
      await expect.poll(() => healthOf(path)).toBe(200);
      expect(modeOf(path)).toBe('600');
    }
  });

  it('refuses a link and a file in its place', async () => {
    const [link, file] = [join(folder, 'link.sock'), join(folder, 'file.sock')];
    writeFileSync(join(folder, 'core.log'), 'precious');
    symlinkSync(join(folder, 'core.log'), link);
    writeFileSync(file, 'precious');
    await expect(serve(link)).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    await expect(serve(file)).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(file).size).toBe(8);
  });

  it('refuses a folder that is a link, and closes one that stood open', async () => {
    const [real, link] = [join(folder, 'real'), join(folder, 'link')];
    mkdirSync(real);
    chmodSync(real, 0o755);
    symlinkSync(real, link);
    await expect(serve(join(link, 'core.sock'))).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    await using _server = await serve(join(real, 'core.sock'));
    expect([modeOf(real), modeOf(join(real, 'core.sock'))]).toEqual(['700', '600']);
  });

  it('has a short path where the state directory has a long one', () => {
    expect(coreSocketPath('/home/ada/.local/state/stackyard')).toBe('/home/ada/.local/state/stackyard/core.sock');
    expect(Buffer.byteLength(coreSocketPath(`/home/${'a'.repeat(120)}`))).toBeLessThan(100);
  });
});
