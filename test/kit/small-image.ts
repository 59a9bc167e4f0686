import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { cp, mkdir, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `/server.js PORT`: answers HTTP with `hello`; ends on SIGTERM, also as a container's first process. */
const server = `const [port] = process.argv.slice(2);
console.log('listening on', port);
require('node:http').createServer((request, response) => response.end('hello')).listen(Number(port));
process.on('SIGTERM', () => process.exit(0));
`;

/**
 * An image of this machine's own programs, for an engine that has no images and no network: sh, sleep, cat, tail, true, and this Node
 * with `/server.js`. Written once as a tar file below the directory; Linux with the GNU C library only.
 */
export async function smallImage(directory: string): Promise<string> {
  const root = join(directory, 'image');
  const programs = ['/bin/sh', '/bin/sleep', '/bin/cat', '/bin/tail', '/bin/true', process.execPath];
  for (const program of programs) {
    const file = await realpath(program);
    await put(file, join(root, 'bin', program === process.execPath ? 'node' : program.slice(program.lastIndexOf('/') + 1)));
    for (const library of await librariesOf(file)) await put(await realpath(library), join(root, library));
  }
  await mkdir(join(root, 'tmp'), { recursive: true });
  await symlink('bin', join(root, 'sbin'));
  await writeFile(join(root, 'server.js'), server);
  const tar = join(directory, 'image.tar');
  await run('tar', ['-C', root, '-cf', tar, '.']);
  return tar;
}

async function put(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { force: true });
}

async function librariesOf(program: string): Promise<readonly string[]> {
  const { stdout } = await run('ldd', [program]);
  return [...stdout.matchAll(/(?:=>\s+)?(\/\S+)\s+\(0x/g)].map(([, path]) => path ?? '');
}

/** Loads the image file into an engine under a name with a tag. */
export async function importImage(socketPath: string, tar: string, reference: string): Promise<void> {
  const [repo = '', tag = ''] = reference.split(':');
  const { size } = await stat(tar);
  await new Promise<void>((resolve, reject) => {
    const sent = request({ socketPath, method: 'POST', path: `/images/create?fromSrc=-&repo=${repo}&tag=${tag}`, headers: { 'content-length': size } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => (response.statusCode === 200 && !text.includes('errorDetail') ? resolve() : reject(new Error(`the image was not imported: ${text}`))));
      response.on('error', reject);
    });
    sent.on('error', reject);
    createReadStream(tar).pipe(sent);
  });
}
