import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** `process 812 (node server.js)` for the socket's owner; undefined when it may not be told (another user's process). */
export async function processOfSocket(inode: string): Promise<string | undefined> {
  const wanted = `socket:[${inode}]`;
  for (const pid of (await entries('/proc')).filter((each) => /^\d+$/.test(each))) {
    for (const descriptor of await entries(join('/proc', pid, 'fd'))) {
      if ((await link(join('/proc', pid, 'fd', descriptor))) === wanted) return `process ${pid} (${await commandOf(pid)})`;
    }
  }
  return undefined;
}

// Processes end and others' are closed to us while we look: such entries count as empty.
async function entries(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}

async function link(path: string): Promise<string> {
  return readlink(path).catch(() => '');
}

/** The program and its script; further arguments may hold secrets. */
async function commandOf(pid: string): Promise<string> {
  const line = await readFile(join('/proc', pid, 'cmdline'), 'utf8').catch(() => '');
  const [program = '', script] = line.split('\0');
  const shown = script !== undefined && script !== '' && !script.startsWith('-') ? ` ${basename(script)}` : '';
  return program === '' ? 'unknown command' : `${basename(program)}${shown}`;
}
