import { spawn } from 'node:child_process';

export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  readonly directory?: string;
  /** On top of this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Ended {
  /** Milliseconds from before the process is made until its output is closed and its exit known. */
  readonly milliseconds: number;
  readonly output: string;
}

/** Runs a whole process. Rejects unless it exits with 0, with the end of what it said. */
export async function runCommand(command: Command, onOutput?: (text: string) => void): Promise<Ended> {
  const { program, words, directory, environment } = command;
  const began = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment }, ...(directory === undefined ? {} : { cwd: directory }) });
  let [output, complaint] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    onOutput?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-2_000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const milliseconds = performance.now() - began;
      if (code === 0) resolve({ milliseconds, output });
      else reject(new Error(`${[program, ...words].join(' ')} ended with ${code ?? signal ?? 'nothing'}: ${complaint.trim()}`));
    });
  });
}
