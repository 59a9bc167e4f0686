import { spawn } from 'node:child_process';
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lockStack, openStore } from '../../services/store/index.ts';
import { openSqlite } from '../../services/store/sqlite.ts';

/** Another process at the store: this file run by itself, `node store-child.ts VERB FOLDER`. */
export interface Child {
  readonly pid: number;
  /** Whole lines so far. */
  readonly printed: readonly string[];
  /** Resolves with the lines once there are that many. */
  lines(count: number): Promise<readonly string[]>;
  /** SIGKILL, and waits. */
  kill(): Promise<void>;
  /** The exit code. */
  ended(): Promise<number | null>;
}

const nobody = 65_534;

export function spawnNode(verb: string, folder: string): Child {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), verb, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed: string[] = [];
  let rest = '';
  const changed = new EventTarget();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    printed.push(...lines);
    changed.dispatchEvent(new Event('change'));
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  void closed.then(() => changed.dispatchEvent(new Event('change')));
  return {
    pid: child.pid ?? 0,
    printed,
    async lines(count) {
      while (printed.length < count) {
        if (child.exitCode !== null) throw new Error(`The ${verb} child ended with ${child.exitCode} after ${printed.length} lines.`);
        await new Promise((resolve) => changed.addEventListener('change', resolve, { once: true }));
      }
      return printed;
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    ended: () => closed,
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function act(verb: string, folder: string): Promise<void> {
  switch (verb) {
    case 'write': {
      const store = await openStore(folder);
      for (let n = 0; ; n++) {
        await store.events.append({ stack: 'shop', type: 'x', status: 'ok', details: { n } });
        print(String(n));
      }
    }
    case 'append-once': {
      await using store = await openStore(folder);
      await store.events.append({ stack: 'shop', type: 'once', status: 'ok' });
      print('done');
      return;
    }
    case 'hold-write-lock': {
      const database = await openSqlite(join(folder, 'stackyard.db'));
      database.exec('BEGIN IMMEDIATE');
      print('held');
      await sleep(60_000);
      return;
    }
    case 'hold-stack-lock': {
      await using _lock = await lockStack(folder, 'shop', { verb: 'up' });
      print('held');
      await sleep(60_000);
      return;
    }
    case 'count-under-lock':
      return countUnderLock(folder);
    case 'read-only': {
      // Permissions do not stop root, so root becomes somebody else, to whom the files then belong.
      for (const each of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) if (process.getuid?.() === 0) chownSync(join(folder, each), nobody, nobody);
      chmodSync(folder, 0o500);
      const root = process.getuid?.() === 0;
      if (root) process.seteuid?.(nobody);
      const store = await openStore(folder);
      const { events } = await store.events.query({ limit: 10_000 });
      const code = await store.events.append({ stack: 'shop', type: 'x', status: 'ok' }).then(() => 'stored', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : String(error)));
      print(JSON.stringify({ rows: events.length, writable: store.writable, notices: store.notices, code }));
      await store[Symbol.asyncDispose]();
      if (root) process.seteuid?.(0);
      chmodSync(folder, 0o700);
      for (const each of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) if (root) chownSync(join(folder, each), 0, 0);
      return;
    }
    default:
      throw new Error(`Unknown verb ${verb}`);
  }
}

/** A read and a write with a pause between them: two holders at once lose a count. */
async function countUnderLock(folder: string): Promise<void> {
  const { readFileSync, writeFileSync } = await import('node:fs');
  const counter = join(folder, 'counter.json');
  for (let round = 0; round < 25; round++) {
    await using _lock = await lockStack(folder, 'shop', { verb: 'up' });
    const count = Number(readFileSync(counter, 'utf8'));
    await sleep(Math.random() * 4);
    writeFileSync(counter, String(count + 1));
  }
  print('done');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await act(process.argv[2] ?? '', process.argv[3] ?? '');
