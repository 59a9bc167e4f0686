import { randomBytes } from 'node:crypto';
import { lstatSync, openSync, closeSync, constants, fstatSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { request } from 'node:http';

/** What a running server of browser mode leaves for the next `stackyard ui`, in a 0600 file of the 0700 state directory. */
export interface ServerRecord {
  readonly pid: number;
  readonly port: number;
  /** Lets whoever can read the file ask for links. */
  readonly token: string;
}

export const newToken = (): string => randomBytes(32).toString('base64url');

/** Written under a new name and renamed: never open to others, never half there, and never through a link. */
export function writeRecord(path: string, record: ServerRecord): void {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    writeSync(file, JSON.stringify(record));
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** undefined where there is none, or one that another user could have written. */
export function readRecord(path: string): ServerRecord | undefined {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { uid, mode } = fstatSync(file);
    if (process.platform !== 'win32' && (uid !== process.geteuid?.() || (mode & 0o077) !== 0)) return undefined;
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<ServerRecord> | null;
    if (found === null || typeof found.pid !== 'number' || typeof found.port !== 'number' || typeof found.token !== 'string') return undefined;
    return { pid: found.pid, port: found.port, token: found.token };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    closeSync(file);
  }
}

export function removeRecord(path: string, pid: number): void {
  if (readRecord(path)?.pid === pid) rmSync(path, { force: true });
}

const answerMilliseconds = 2_000;

/** A new link of a server that runs; undefined where none of ours answers there. */
export function askForLink({ port, token }: ServerRecord): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/links', method: 'POST', timeout: answerMilliseconds, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(response.statusCode === 200 ? linkOf(port, text) : undefined));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}

function linkOf(port: number, text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'start' in answer && typeof answer.start === 'string' ? `http://127.0.0.1:${port}/#start=${answer.start}` : undefined;
  } catch {
    return undefined; // something else listens there now
  }
}
