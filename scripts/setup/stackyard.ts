import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..', '..');
export const demoFile = join(projectRoot, 'resources', 'demo', 'stackyard.yaml');

/** Runs a program of the project on this Node with the terminal passed through; resolves with its exit code. */
export function runNode(script: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(projectRoot, script), ...args], { stdio: 'inherit', cwd: projectRoot });
  // The terminal sends Ctrl-C to the child as well; it decides, and its exit code is ours.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', ignore);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Ends this process with the program's exit code unless that is 0. */
export async function requireNode(script: string, args: readonly string[]): Promise<void> {
  const code = await runNode(script, args);
  if (code !== 0) process.exit(code);
}
