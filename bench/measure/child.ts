import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a module of the bench in a process of its own, where nothing before has warmed code or filled memory; it prints one JSON document. */
export async function inChild<Result>(module: string, words: readonly string[] = []): Promise<Result> {
  const { stdout } = await run(process.execPath, ['--expose-gc', module, ...words], { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout) as Result;
}
